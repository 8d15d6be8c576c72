import { servePage } from "./page-server.ts";

/** Serves the page. Unless `NETID_URL` says otherwise it talks to a standin on this machine. */

const { NETID_URL = "http://localhost:4700/netid", PORT = "3000" } = process.env;
const tappId = process.env["TAPP_ID"] ?? "00000000-0000-4000-8000-000000000001";
const { url } = await servePage({ netidUrl: NETID_URL, tappId, port: Number(PORT) });
console.log(url);
