// A program, or a thread, that asks a provider at its real address in several ways. It tells the outcome of each: a status, or the code of an error.
import { get } from "node:https";
import net from "node:net";
import { parentPort } from "node:worker_threads";

const ADDRESS = "https://api.avacy.eu/unknown/nowhere";
const codeOf = (error) => error.cause?.code ?? error.code ?? String(error);

const byProxy = () =>
  new Promise((resolve, reject) => {
    const socket = net.connect(Number(process.env.PROXY_PORT), "127.0.0.1").once("error", reject);
    socket.write("CONNECT api.avacy.eu:443 HTTP/1.1\r\n\r\n");
    socket.once("data", (piece) => {
      resolve(Number(String(piece).split(" ")[1]));
      socket.destroy();
    });
  });

const outcomes = await Promise.all([
  fetch(ADDRESS).then(({ status }) => status, codeOf),
  new Promise((resolve) =>
    get(ADDRESS, (reply) => resolve(reply.resume().statusCode)).once("error", (error) => resolve(codeOf(error))),
  ),
  byProxy().catch(codeOf),
]);
const told = [...new Set(outcomes)].join();
if (parentPort === null) process.stdout.write(told);
else parentPort.postMessage(told);
