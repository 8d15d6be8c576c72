// A script of a consent platform, as pages load it: the hosts are fixed. It asks netID what a person has decided, and records the choice
// that is made on this page at Avacy.
(() => {
  const NETID = "https://einwilligungsspeicher.netid.de/netid-user-status";
  const AVACY = "https://api.avacy.eu/standin/v4/webspaces/1/consents";
  const TAPP = "00000000-0000-4000-8000-000000000001";

  async function askNetid() {
    const reply = await fetch(`${NETID}?q.tapp_id.eq=${TAPP}`, { credentials: "include" });
    const body = await reply.json().catch(() => ({}));
    return body.status_code ?? (reply.ok ? "CONSENT_REQUIRED" : `HTTP ${reply.status}`);
  }

  async function record(optin) {
    const reply = await fetch(AVACY, {
      method: "POST",
      headers: {
        accept: "application/json",
        authorization: "Bearer 1|standin-token",
        "content-type": "application/json",
      },
      body: JSON.stringify({
        ip_address: "192.0.2.1",
        consent_type: "banner",
        optin,
        identifier: "visitor-1",
        source: "website",
      }),
    });
    return (await reply.json()).data.id;
  }

  const show = (id, work) =>
    work.then(String, String).then((text) => {
      document.getElementById(id).textContent = text;
    });
  show("netid", askNetid());
  show("avacy", record("accepted"));
})();
