// A program of the older kind that knows nothing of mocks: it signs in at the real address, by `node:https`.
const { request } = require("node:https");

const sent = request(
  "https://api.didomi.io/v1/sessions",
  { method: "POST", headers: { "content-type": "application/json" } },
  (reply) => {
    let text = "";
    reply.on("data", (chunk) => {
      text += chunk;
    });
    reply.on("end", () => {
      process.stdout.write(`${reply.statusCode} ${typeof JSON.parse(text).access_token}`);
      process.exitCode = 3;
    });
  },
);
sent.end(JSON.stringify({ type: "api-key", key: "standin-key", secret: "standin-secret" }));
