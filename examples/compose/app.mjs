// Sends those who open it to a verification at Didit.
import { createServer } from "node:http";

const { DIDIT_BASE_URL, DIDIT_API_KEY, DIDIT_WORKFLOW_ID } = process.env;

createServer(async (_, response) => {
  try {
    const reply = await fetch(`${DIDIT_BASE_URL}/v3/session/`, {
      method: "POST",
      headers: { "x-api-key": DIDIT_API_KEY, "content-type": "application/json" },
      body: JSON.stringify({ workflow_id: DIDIT_WORKFLOW_ID, vendor_data: "ann" }),
    });
    if (!reply.ok) throw new Error(`Didit answered ${reply.status}`);
    const { url } = await reply.json();
    response.writeHead(302, { location: url }).end();
  } catch (error) {
    response.writeHead(502).end(error.message);
  }
}).listen(3000);
