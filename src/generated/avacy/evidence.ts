// Written by `npm run generate`. Do not edit: change mocks/<provider>/evidence.yaml.

import type { components } from "../evidence-types.ts";

export const evidence: components["schemas"]["Evidence"] = {
  "sources": {
    "page": {
      "kind": "founding-document",
      "what": "The vendor's page on the Consent Solution API, first generation",
      "since": "2023-11"
    },
    "v2page": {
      "kind": "vendor-documentation",
      "what": "The vendor's page on the second generation of the call, which the plugin made from January 2024 on",
      "since": "2024-01"
    },
    "v4page": {
      "kind": "vendor-documentation",
      "what": "The vendor's page on the fourth generation of the call, seen in part; the plugin makes it from May 2025 on",
      "since": "2025-05"
    },
    "manual": {
      "kind": "vendor-documentation",
      "what": "The vendor's manual of the archive and its registers",
      "undated": "The manual bears no date known to us."
    },
    "plugin2023": {
      "kind": "client-code",
      "what": "Source of the vendor's WordPress plugin of October 2023",
      "since": "2023-10"
    },
    "plugin2025": {
      "kind": "client-code",
      "what": "Source of the vendor's WordPress plugin of May and October 2025",
      "since": "2025-05"
    },
    "plugin14": {
      "kind": "client-code",
      "what": "Source and test fixtures of the vendor's WordPress plugin 1.4.0",
      "undated": "Known only to be later than October 2025."
    },
    "captured2023": {
      "kind": "payload",
      "what": "A request captured from the plugin of October 2023",
      "since": "2023-10"
    },
    "captured2025": {
      "kind": "payload",
      "what": "Requests captured from the plugins of May and October 2025",
      "since": "2025-05"
    },
    "laravel": {
      "kind": "framework",
      "what": "Statuses, texts and middleware of Laravel, which paths, JSON shapes and dates point to",
      "undated": "A convention of the framework over many versions."
    },
    "php": {
      "kind": "framework",
      "what": "How PHP encodes and reads forms",
      "undated": "A convention of the language."
    },
    "fetch": {
      "kind": "framework",
      "what": "The Fetch standard's rules for calls across origins",
      "undated": "A living standard."
    },
    "inferred": {
      "kind": "inferred",
      "what": "Our own reading where no source says anything",
      "since": "2026-11"
    }
  },
  "rules": {
    "R1": {
      "states": "A tenant has webspaces and tokens, and each of its tokens opens every one of its webspaces.",
      "from": [
        "inferred"
      ]
    },
    "R2": {
      "states": "A token is random text, with or without a number and bar in front, and compared exactly.",
      "from": [
        "page",
        "captured2023",
        "laravel"
      ],
      "note": "That the part behind the bar works alone is Laravel Sanctum's habit."
    },
    "R3": {
      "states": "Path and method are checked first, then token, tenant, the token's tenant, webspace and body.",
      "from": [
        "page",
        "inferred"
      ],
      "note": "The page has a bad token always be 401; the rest of the order is inferred."
    },
    "R4": {
      "states": "A refused call stores nothing and uses up no id.",
      "from": [
        "inferred"
      ]
    },
    "R5": {
      "states": "The archive only grows, and the same body twice makes two records.",
      "from": [
        "manual",
        "inferred"
      ],
      "note": "That nothing changes is documented; that repeats are not recognised is inferred."
    },
    "R6": {
      "states": "Ids count from 1 within a tenant, over all webspaces and generations.",
      "from": [
        "inferred"
      ]
    },
    "R7": {
      "states": "Dates are UTC with whole seconds and six zeros, and a record is never updated.",
      "from": [
        "page",
        "inferred"
      ]
    },
    "R8": {
      "states": "A content type with json in it means JSON, anything else a form; unreadable JSON is an empty body.",
      "from": [
        "plugin2023",
        "laravel"
      ]
    },
    "R9": {
      "states": "Names in a form nest by brackets, and a run of numbers from 0 makes a list.",
      "from": [
        "captured2023",
        "captured2025",
        "php"
      ]
    },
    "R10": {
      "states": "In a form nulls and empty lists are absent, and booleans and numbers are text.",
      "from": [
        "captured2023",
        "captured2025"
      ]
    },
    "R11": {
      "states": "An answer may be true, false, 1 or 0, as text too, and is kept as a boolean; an age is an integer or the text of one.",
      "from": [
        "laravel"
      ]
    },
    "R12": {
      "states": "Text loses its outer blanks and blank text becomes null, except in proofs and the shown form.",
      "from": [
        "laravel",
        "inferred"
      ]
    },
    "R13": {
      "states": "The first generation's reply carries preferences as consent_data, and subject with the identifier last as subject_data.",
      "from": [
        "page",
        "inferred"
      ],
      "note": "What stands for absent notices and proofs is inferred."
    },
    "R14": {
      "states": "Unknown members at the top are dropped, and those inside subject, notices and preferences are kept.",
      "from": [
        "plugin2023",
        "inferred"
      ]
    },
    "R15": {
      "states": "The second generation answers choices and subject as JSON text; the fourth answers what was sent.",
      "from": [
        "v2page",
        "inferred"
      ],
      "note": "The fourth generation's reply is not documented."
    },
    "R16": {
      "states": "All generations share one archive, in which banner consents have a register apart from forms.",
      "from": [
        "manual",
        "inferred"
      ],
      "note": "The names of the registers are documented, which record goes where is not."
    },
    "R17": {
      "states": "Rate limits are off by default. One that is set counts per minute and shows the remaining calls.",
      "from": [
        "laravel"
      ]
    },
    "R18": {
      "states": "Pages of any origin may call, and preflight requests are answered.",
      "from": [
        "v2page",
        "fetch"
      ],
      "note": "That scripts call is documented; the headers follow from the standard."
    },
    "A1": {
      "states": "The account checks answer with the webspace's number, or with one of four codes.",
      "from": [
        "plugin2025",
        "plugin14"
      ],
      "note": "Plugins up to 1.2.6 read the code from a nested place; the seed can say so."
    }
  },
  "notBuilt": {
    "N1": "Privacy policies and links into the dashboard are HTML for people, not calls of an integration.",
    "N2": "The page of the fourth generation promises reading by API, and describes none."
  },
  "operations": {
    "recordConsent": {
      "weight": 2,
      "why": "The call of the founding document; plugins from 2023-09 to 2023-12 and direct integrations.",
      "statuses": {
        "201": {
          "from": [
            "page",
            "v2page",
            "captured2023"
          ],
          "note": "The body is the page's; the status is that of the next generation."
        },
        "400": {
          "from": [
            "v2page",
            "laravel"
          ],
          "note": "The status is that of the next generation; the body is the framework's."
        },
        "401": {
          "from": [
            "page"
          ]
        },
        "404": {
          "from": [
            "v2page",
            "laravel",
            "inferred"
          ],
          "note": "The status for a webspace is documented for the next generation; texts and the unknown tenant are inferred."
        }
      }
    },
    "recordConsentV2": {
      "weight": 2,
      "why": "Plugins from 2024-01 to 2025-05, many of which are still installed.",
      "statuses": {
        "201": {
          "from": [
            "v2page",
            "captured2025"
          ]
        },
        "400": {
          "from": [
            "v2page",
            "laravel"
          ],
          "note": "The body is the framework's."
        },
        "401": {
          "from": [
            "page"
          ]
        },
        "404": {
          "from": [
            "v2page",
            "laravel",
            "inferred"
          ],
          "note": "Texts and the unknown tenant are inferred."
        }
      }
    },
    "recordConsentV4": {
      "weight": 1,
      "why": "The current call, and that of every plugin since 2025-05.",
      "statuses": {
        "201": {
          "from": [
            "v4page",
            "captured2025",
            "inferred"
          ],
          "note": "The request is documented and captured; the reply follows the first generation."
        },
        "400": {
          "from": [
            "v4page",
            "laravel",
            "inferred"
          ],
          "note": "Required fields and lists of values are documented; status and body are taken over."
        },
        "401": {
          "from": [
            "page"
          ]
        },
        "404": {
          "from": [
            "laravel",
            "inferred"
          ]
        }
      }
    },
    "validateWebspace": {
      "weight": 1,
      "why": "The plugin asks it each time its settings are opened.",
      "statuses": {
        "200": {
          "from": [
            "plugin2025",
            "plugin14"
          ]
        },
        "404": {
          "from": [
            "plugin2025",
            "plugin14"
          ]
        },
        "503": {
          "from": [
            "plugin14"
          ],
          "note": "By fault injection only."
        }
      }
    },
    "validateApiToken": {
      "weight": 1,
      "why": "Asked right after the webspace, each time the settings are opened.",
      "statuses": {
        "200": {
          "from": [
            "plugin2025",
            "plugin14"
          ]
        },
        "404": {
          "from": [
            "plugin2025",
            "plugin14",
            "inferred"
          ],
          "note": "Which of the two codes stands for which token is inferred."
        },
        "503": {
          "from": [
            "plugin14"
          ],
          "note": "By fault injection only."
        }
      }
    }
  },
  "common": {
    "404": {
      "from": [
        "laravel"
      ]
    },
    "405": {
      "from": [
        "laravel"
      ]
    },
    "413": {
      "from": [
        "inferred"
      ],
      "note": "Bodies have a limit here; the real one is not known."
    },
    "429": {
      "from": [
        "laravel"
      ]
    },
    "500": {
      "from": [
        "laravel"
      ],
      "note": "By fault injection only."
    }
  },
  "missing": [
    {
      "about": "recordConsentV4",
      "question": "What does the fourth generation answer, and what does it refuse with which status?",
      "how": "Record one consent with the plugin's own request, keep the reply, then repeat it with an unknown consent_type and without ip_address."
    },
    {
      "about": "R4",
      "settles": [
        "R6"
      ],
      "operations": [
        "recordConsentV4",
        "recordConsent"
      ],
      "question": "Do ids count by tenant, and does a refused call leave a gap?",
      "how": "Record in two webspaces of one tenant in turn, with a refused call in between, and compare the ids."
    },
    {
      "about": "R1",
      "operations": [
        "recordConsentV4",
        "recordConsent",
        "recordConsentV2"
      ],
      "statuses": [
        "201",
        "401",
        "404"
      ],
      "question": "Does a token work for every webspace of its tenant, and what do an unknown tenant or webspace answer?",
      "how": "Use one token with a second webspace, with a webspace of another tenant, and with an invented tenant; keep status and body."
    },
    {
      "about": "R12",
      "settles": [
        "R11"
      ],
      "operations": [
        "recordConsentV4",
        "recordConsent",
        "recordConsentV2"
      ],
      "question": "Are values trimmed and cast as Laravel would, and what becomes of numbers in a form?",
      "how": "Send one consent as a form with blanks around values, an age, and accepted as 1 and \"yes\"; compare the reply with the archive."
    },
    {
      "about": "validateApiToken",
      "statuses": [
        "404"
      ],
      "question": "Which texts of a token give invalid_token, and which token_not_found_or_expired?",
      "how": "Check a revoked token, a random text, and a random text behind a number and a bar."
    },
    {
      "about": "R17",
      "operations": [
        "recordConsentV4"
      ],
      "question": "Is there a rate limit, and how does it announce itself?",
      "how": "Look for X-RateLimit headers in any reply of the live service."
    },
    {
      "about": "recordConsent",
      "statuses": [
        "201",
        "400"
      ],
      "question": "Which statuses does the first generation use for success and for a refused body?",
      "how": "Send the example of the vendor's page, once whole and once without the identifier."
    }
  ]
};
