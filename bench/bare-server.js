/**
 * The limit that everything is compared with: `node:http` alone, on the port given first. A GET is answered with the
 * bytes given second; a POST is parsed as JSON and echoed.
 */
import { createServer } from "node:http";

const [port = "0", reply = "{}"] = process.argv.slice(2);
const fixed = Buffer.from(reply);

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

server.listen(Number(port), "127.0.0.1");
process.once("SIGTERM", () => process.exit(0));
