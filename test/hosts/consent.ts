/** A consent as programs send it to Avacy's real host. */
export const CONSENT = JSON.stringify({
  subject: { email: "ann@example.com" },
  identifier: "email",
  ip_address: "192.0.2.1",
  proofs: "<html></html>",
  legal_notices: [{ name: "privacy_policy" }],
  preferences: [{ name: "newsletter", accepted: true }],
});
