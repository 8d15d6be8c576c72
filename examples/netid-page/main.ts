import { servePage } from "./page-server.ts";

/** Serves the page. By default it uses a local standin; `NETID_URL` sets another URL. */

const { NETID_URL = "http://localhost:4700/netid", PORT = "3000" } = process.env;
const tappId = process.env["TAPP_ID"] ?? "00000000-0000-4000-8000-000000000001";
const { url } = await servePage({ netidUrl: NETID_URL, tappId, port: Number(PORT) });
console.log(url);
