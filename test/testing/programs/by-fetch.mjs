// A program that knows nothing of mocks: it signs in at the real address, by `fetch`.
const reply = await fetch("https://api.didomi.io/v1/sessions", {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ type: "api-key", key: process.env.API_KEY ?? "standin-key", secret: "standin-secret" }),
});
const { access_token } = await reply.json();
process.stdout.write(`${reply.status} ${typeof access_token}`);
process.exitCode = reply.ok ? 3 : 4;
