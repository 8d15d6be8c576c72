/**
 * The limit that everything is compared with: `node:http` alone. A GET is answered with the bytes given as first
 * argument; a POST is parsed as JSON and echoed.
 */
import { createServer } from "node:http";

const fixed = Buffer.from(process.argv[2] ?? "{}");

const server = createServer((request, response) => {
  if (request.method === "GET") {
    response.writeHead(200, { "content-type": "application/json", "content-length": fixed.length });
    response.end(fixed);
    return;
  }
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    const body = JSON.stringify(JSON.parse(Buffer.concat(chunks).toString("utf8")));
    response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
    response.end(body);
  });
});

server.listen(0, "127.0.0.1", () => {
  console.log(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}` }));
});
process.once("SIGTERM", () => process.exit(0));
