// A thread of a program that knows nothing of mocks: it signs in at the real address.
import { parentPort } from "node:worker_threads";

const reply = await fetch("https://api.didomi.io/v1/sessions", {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ type: "api-key", key: process.env.API_KEY ?? "standin-key", secret: "standin-secret" }),
});
parentPort.postMessage(`${reply.status} ${typeof (await reply.json()).access_token}`);
