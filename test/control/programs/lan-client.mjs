/** The other machine: it configures its end of the cable, and asks as if it were the machine that it asks. */
import { execFileSync } from "node:child_process";
import { request } from "node:http";

process.stdout.write("ready\n");
let text = "";
for await (const chunk of process.stdin) text += chunk;
const { ports, onLoopback, here, there } = JSON.parse(text);
execFileSync("ip", ["addr", "add", `${there}/24`, "dev", "lan1"]);
execFileSync("ip", ["link", "set", "lan1", "up"]);

const ask = (port, method = "GET", headers = {}) =>
  new Promise((resolve) => {
    const path = method === "GET" ? "/_standin/worlds" : "/_standin/worlds/default";
    const sent = request(
      { host: here, port, path, method, headers: { host: `localhost:${port}`, ...headers } },
      (reply) => {
        reply.resume().on("end", () => resolve(reply.statusCode));
      },
    );
    sent.on("error", (error) => resolve(error.code)).end();
  });

const statuses = {};
for (const [name, port] of Object.entries(ports)) statuses[name] = [await ask(port), await ask(port, "DELETE")];
statuses["sent the token"] = await ask(ports["with the token"], "GET", { authorization: "Bearer fake-control-token" });
statuses["on loopback"] = await ask(onLoopback);
process.stdout.write(`${JSON.stringify(statuses)}\n`);
