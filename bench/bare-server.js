/**
 * The limit that everything is compared with: `node:http` alone, on the port given first. A GET is answered with the text
 * given second, or that of the last PUT; a POST is parsed as JSON, serialized again and sent back.
 */
import { createServer } from "node:http";

const [port = "0", given = "{}"] = process.argv.slice(2);
const json = "application/json";
let reply = given;
let length = Buffer.byteLength(reply);

const server = createServer((request, response) => {
  if (request.method === "GET") {
    response.writeHead(200, { "content-type": json, "content-length": length });
    response.end(reply);
    return;
  }
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    const text = Buffer.concat(chunks).toString();
    if (request.method === "PUT") {
      reply = text;
      length = Buffer.byteLength(reply);
      response.writeHead(204);
      response.end();
      return;
    }
    const body = JSON.stringify(JSON.parse(text));
    response.writeHead(200, { "content-type": json, "content-length": Buffer.byteLength(body) });
    response.end(body);
  });
});

server.listen(Number(port), "127.0.0.1");
process.once("SIGTERM", () => process.exit(0));
