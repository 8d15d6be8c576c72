/** The settings files by which the items API is told to peers that do not read a spec. */

/** Mockoon: one CRUD route whose bucket begins with one item. It compares ids as texts. */
export const mockoonEnvironment = (item: object) => ({
  uuid: "00000000-0000-4000-8000-000000000001",
  lastMigration: 33,
  name: "items",
  port: 3000,
  hostname: "127.0.0.1",
  endpointPrefix: "",
  latency: 0,
  folders: [],
  routes: [
    {
      uuid: "00000000-0000-4000-8000-000000000002",
      type: "crud",
      method: "",
      endpoint: "items",
      documentation: "",
      responses: [
        {
          uuid: "00000000-0000-4000-8000-000000000003",
          body: "{}",
          latency: 0,
          statusCode: 200,
          label: "",
          headers: [],
          bodyType: "DATABUCKET",
          filePath: "",
          databucketID: "item",
          sendFileAsBody: false,
          rules: [],
          rulesOperator: "OR",
          disableTemplating: true,
          fallbackTo404: false,
          default: true,
          crudKey: "id",
          callbacks: [],
        },
      ],
      responseMode: null,
      streamingMode: null,
      streamingInterval: 0,
    },
  ],
  rootChildren: [{ type: "route", uuid: "00000000-0000-4000-8000-000000000002" }],
  proxyMode: false,
  proxyHost: "",
  proxyRemovePrefix: false,
  tlsOptions: { enabled: false, type: "CERT", pfxPath: "", certPath: "", keyPath: "", caPath: "", passphrase: "" },
  cors: false,
  headers: [{ key: "Content-Type", value: "application/json" }],
  proxyReqHeaders: [],
  proxyResHeaders: [],
  data: [
    {
      uuid: "00000000-0000-4000-8000-000000000004",
      id: "item",
      name: "items",
      documentation: "",
      value: JSON.stringify([item]),
    },
  ],
  callbacks: [],
});

/** WireMock: two stubs, which answer only with the token, and a body only where it fits. */
export const wiremockMappings = (item: object, authorization: string) => {
  const headers = { authorization: { equalTo: authorization } };
  const json = { "content-type": "application/json" };
  const schema = {
    type: "object",
    required: ["name", "quantity"],
    properties: { name: { type: "string", minLength: 1 }, quantity: { type: "integer", minimum: 0 } },
  };
  return {
    mappings: [
      {
        request: { method: "GET", urlPathPattern: "/items/[^/]+", headers },
        response: { status: 200, headers: json, jsonBody: item },
      },
      {
        request: {
          method: "POST",
          urlPath: "/items",
          headers,
          bodyPatterns: [{ matchesJsonSchema: JSON.stringify(schema), schemaVersion: "V202012" }],
        },
        response: { status: 201, headers: json, jsonBody: item },
      },
    ],
  };
};

/** stubby: two stubs, which answer only with the token, and a body only where a regular expression fits it. */
export const stubbyStubs = (item: object, authorization: string) => {
  const headers = { authorization: `^${authorization}$` };
  const json = { "content-type": "application/json" };
  const body = JSON.stringify(item);
  const newItem = '^\\{"name":"[^"]{1,100}","quantity":\\d+(,"tags":\\["[^"]*"(,"[^"]*"){0,9}\\])?\\}$';
  return [
    {
      request: { method: "GET", url: "^/items/[^/]+$", headers },
      response: { status: 200, headers: json, body },
    },
    {
      request: { method: "POST", url: "^/items$", headers, post: newItem },
      response: { status: 201, headers: json, body },
    },
  ];
};
