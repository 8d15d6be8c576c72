import { servePage } from "./page-server.ts";

const { url } = await servePage(Number(process.env["PORT"] ?? 3000));
console.log(url);
