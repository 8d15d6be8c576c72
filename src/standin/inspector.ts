import type { ExchangeReply, ExchangeRequest } from "#engine/contract/exchange.ts";
import { CONTENT_SECURITY_POLICY, ICON, toPage } from "#ui/page.ts";

/** Where the inspector's files are, below the control API's prefix. */
const FILES = "/_standin/ui/";

const COMMON = {
  "cache-control": "no-cache",
  "content-security-policy": CONTENT_SECURITY_POLICY,
  "cross-origin-opener-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

const toFile = (type: string, body: string): ExchangeReply => ({
  status: 200,
  headers: { ...COMMON, "content-type": `${type}; charset=utf-8` },
  body,
});

/** What Express and others may have removed from the path; only what HTML takes as it is. */
const mountOf = ({ mountPath = "" }: Pick<ExchangeRequest, "mountPath">): string =>
  /^[\w/.~-]*$/.test(mountPath) ? mountPath : "";

/** The page at the root and at `/_standin/`. It holds no data: its script asks the control API for them. */
export const inspectorPage = (request: Pick<ExchangeRequest, "mountPath">): ExchangeReply => ({
  ...toFile("text/html", toPage(mountOf(request) + FILES)),
});

/** Answers with the inspector's page or one of its files, which are loaded when they are first asked for. */
export async function answerInspector(request: Pick<ExchangeRequest, "path" | "mountPath">): Promise<ExchangeReply> {
  const { path } = request;
  if (path === "/_standin/") return inspectorPage(request);
  if (path === "/_standin")
    return { status: 308, headers: { location: `${mountOf(request)}/_standin/` }, body: undefined };
  const name = path.slice(FILES.length);
  if (name === "icon.svg") return toFile("image/svg+xml", ICON);
  const { assets } = await import("#ui/assets.ts");
  if (name === "app.js") return toFile("text/javascript", assets.script);
  if (name === "app.css") return toFile("text/css", assets.style);
  return {
    status: 404,
    headers: { ...COMMON, "content-type": "text/plain; charset=utf-8" },
    body: "The inspector has no such file.",
  };
}
