/** The inspector's favicon: a square that stands in for another. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect x="3" y="3" width="18" height="18" rx="4" fill="#7db8f5"/><rect x="11" y="11" width="18" height="18" rx="4" fill="#0b57a4"/></svg>`;

/** Nothing but what this server has itself; no frame may hold it, as clicks on it have effects. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** @param base path of the assets, with a slash at its end; safe in HTML */
export const toPage = (base: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>standin</title>
<link rel="icon" type="image/svg+xml" href="${base}icon.svg">
<link rel="stylesheet" href="${base}app.css">
<script type="module" src="${base}app.js"></script>
<div id="app"><noscript>This page needs JavaScript. Programs get the same as JSON: send Accept: application/json.</noscript></div>
</html>
`;
