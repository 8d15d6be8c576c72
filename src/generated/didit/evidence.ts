// Written by `npm run generate`. Do not edit: change mocks/<provider>/evidence.yaml.

import type { components } from "../evidence-types.ts";

export const evidence: components["schemas"]["Evidence"] = {
  "sources": {
    "page": {
      "kind": "founding-document",
      "what": "The vendor's page on retrieving the data of a session, with a sample reply of August 2024",
      "since": "2024-08"
    },
    "pages": {
      "kind": "vendor-documentation",
      "what": "The vendor's pages on authentication, creating sessions, the full flow and scopes, of the same product",
      "since": "2024-08"
    },
    "verification": {
      "kind": "vendor-documentation",
      "what": "The vendor's pages on verification version 1 (sessions, statuses, update, PDF)",
      "undated": "The era is dated (until January 2025), each page is not."
    },
    "webhooks": {
      "kind": "vendor-documentation",
      "what": "The vendor's page on webhooks",
      "since": "2025-01"
    },
    "later": {
      "kind": "vendor-documentation",
      "what": "The vendor's pages and platform guide for versions 2 and 3 of verification, applied to version 1",
      "undated": "The pages change; seen in November 2026."
    },
    "v3": {
      "kind": "vendor-documentation",
      "what": "The vendor's pages and published skills on version 3 (API keys, sessions, statuses, webhooks, sandbox)",
      "since": "2026-11"
    },
    "console": {
      "kind": "payload",
      "what": "Bodies of version 3 that the real service sent and others stored, among them a decision from the console",
      "since": "2026-05"
    },
    "v3clients": {
      "kind": "client-code",
      "what": "Public clients of versions 2 and 3, with recorded errors and a test double",
      "undated": "The sources change; seen in November 2026."
    },
    "demo": {
      "kind": "client-code",
      "what": "The vendor's official demos",
      "undated": "The sources bear no date known to us."
    },
    "sdk": {
      "kind": "client-code",
      "what": "The vendor's SDK for web pages, @didit-protocol/sdk-web 0.4.0, with its README",
      "undated": "The package changes; seen in November 2026."
    },
    "clients": {
      "kind": "client-code",
      "what": "php-didit with its fixtures, and a Laravel client",
      "undated": "The sources bear no date known to us."
    },
    "log": {
      "kind": "payload",
      "what": "Replies of the live service in a pasted log",
      "undated": "The log bears no date known to us."
    },
    "link": {
      "kind": "payload",
      "what": "A link to a version 1 verification whose token is valid for seven days",
      "since": "2024-12"
    },
    "drf": {
      "kind": "framework",
      "what": "Error bodies, texts and order of checks of Django and its REST framework, which live errors show",
      "undated": "A convention of the framework over many versions."
    },
    "rfc6749": {
      "kind": "framework",
      "what": "RFC 6749, statuses of the token call",
      "since": "2012-10"
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
      "states": "A session is created, then scanned, then accepted or refused, or it times out; ends are final.",
      "from": [
        "pages"
      ]
    },
    "R2": {
      "states": "A data transfer session waits ten minutes for its person.",
      "from": [
        "pages",
        "inferred"
      ],
      "note": "The vendor calls sessions short-lived and gives no number.",
      "replacedBy": "Expiry runs on the world's clock: a job ends the session at its deadline, without any request (since 2026-11)."
    },
    "R3": {
      "states": "Polling and the decision name the same state in two vocabularies, which never mix.",
      "from": [
        "page",
        "pages",
        "demo",
        "inferred"
      ],
      "note": "That a refusal is Cancelled in the decision is inferred, as are the title-cased twins of the other states."
    },
    "R4": {
      "states": "Shared data are sub and, for each approved word, the value that the person has.",
      "from": [
        "page",
        "inferred"
      ],
      "note": "The sample shows a phone that its scope does not name, which is taken for a slip."
    },
    "R5": {
      "states": "The scope is echoed as requested until confirmation, then as the approved words in requested order.",
      "from": [
        "page",
        "inferred"
      ]
    },
    "R6": {
      "states": "A scope is required unless the application has a default, and unknown words are refused.",
      "from": [
        "pages",
        "drf",
        "inferred"
      ],
      "note": "The words are documented; refusals and the default are not."
    },
    "R7": {
      "states": "Of several addresses or numbers one is shared, the primary one unless the person selects another.",
      "from": [
        "pages"
      ]
    },
    "R8": {
      "states": "A person has one sub for each application, the same in all of its sessions.",
      "from": [
        "page",
        "pages"
      ]
    },
    "R9": {
      "states": "Sessions are numbered by application, apart from verifications.",
      "from": [
        "inferred"
      ]
    },
    "R10": {
      "states": "Shared data are fixed at confirmation.",
      "from": [
        "inferred"
      ]
    },
    "R11": {
      "states": "A client token lives a day, and a new one leaves earlier ones valid.",
      "from": [
        "pages"
      ]
    },
    "R12": {
      "states": "A session does not exist for another application.",
      "from": [
        "inferred"
      ]
    },
    "R13": {
      "states": "Route and id are checked first, then credentials, method, media type and syntax, session, fields and state.",
      "from": [
        "drf"
      ]
    },
    "R14": {
      "states": "Only lower-case UUIDs are ids of verifications, anything else is an HTML 404 ahead of credentials; data transfer looks any id up.",
      "from": [
        "pages",
        "verification",
        "drf"
      ],
      "note": "That the 404 is HTML is Django's habit. The founding document's own sample asks data transfer with an id that is not a UUID, and reads JSON."
    },
    "R15": {
      "states": "Five paths answer with and without the last slash; the others redirect to the one with it.",
      "from": [
        "pages",
        "verification",
        "later",
        "clients"
      ]
    },
    "R16": {
      "states": "A verification has eight statuses and fixed moves between them; unopened it expires after seven days.",
      "from": [
        "verification",
        "later",
        "link",
        "inferred"
      ],
      "note": "The moves are documented for version 3; the day until an opened one counts as abandoned is inferred.",
      "replacedBy": "The two deadlines run on the world's clock: jobs end the verification, without any request (since 2026-11)."
    },
    "R17": {
      "states": "An update sets Approved or Declined, adds a review by the API client, and tells the webhook; the status that is already there changes nothing.",
      "from": [
        "verification",
        "later",
        "v3",
        "clients",
        "inferred"
      ],
      "note": "That a repeated status changes nothing is documented for version 3, and applied to version 1."
    },
    "R18": {
      "states": "There is a report only in Approved, Declined and In Review.",
      "from": [
        "verification",
        "clients"
      ]
    },
    "R19": {
      "states": "After an outcome the page leads to the callback with id and status behind the callback's own query.",
      "from": [
        "verification",
        "demo"
      ]
    },
    "R20": {
      "states": "A block of the decision is there when its feature was asked for and run, and null otherwise.",
      "from": [
        "demo",
        "inferred"
      ]
    },
    "R21": {
      "states": "A webhook leaves for each new verification and each change of status; four statuses carry the decision.",
      "from": [
        "webhooks",
        "inferred"
      ],
      "note": "The prose names four statuses, the sample two. None leaves for data transfer."
    },
    "R22": {
      "states": "Three signatures cover the bytes, the canonical JSON, and four values; all three go with every delivery.",
      "from": [
        "webhooks",
        "later",
        "demo",
        "inferred"
      ],
      "note": "The two newer signatures are of later pages; stamping by the wall clock is inferred."
    },
    "R23": {
      "states": "A delivery is repeated after 60 and 240 seconds on 5xx, 404 and silence, each time stamped and signed anew.",
      "from": [
        "webhooks",
        "later",
        "inferred"
      ],
      "note": "The delays are of the version 3 guide; the new stamp and the case of silence are inferred."
    },
    "R24": {
      "states": "Refusals of data transfer have their sentence as detail and as message; no others have a message.",
      "from": [
        "pages",
        "log",
        "clients",
        "drf"
      ],
      "note": "The founding document's own sample reads the message; logs of verifications show none."
    },
    "C1": {
      "states": "A client token is bought by Basic credentials and one grant, as a form or as JSON.",
      "from": [
        "pages",
        "demo",
        "rfc6749"
      ]
    },
    "H1": {
      "states": "Both hosted pages work in a browser, and forms on them do what the app and the person would do.",
      "from": [
        "pages",
        "verification",
        "inferred"
      ],
      "note": "What the pages look like, and where their forms lead, is ours."
    },
    "H2": {
      "states": "In a frame the page of a verification tells the page around it what happens, by messages in which In Review is Pending, and leads nowhere.",
      "from": [
        "sdk",
        "inferred"
      ],
      "note": "Names, data and statuses are those that the SDK reads. When each leaves, to which origin, the step, and what a page says that is opened after the end is inferred."
    },
    "H3": {
      "states": "The page of a verification is the same behind a language.",
      "from": [
        "sdk",
        "inferred"
      ],
      "note": "That the path may begin with a language, and which there are, is the SDK's; that others are unknown pages is inferred."
    },
    "K1": {
      "states": "Versions 2 and 3 take an API key and nothing else; elsewhere a key stands in place of the client token.",
      "from": [
        "v3",
        "later",
        "v3clients"
      ],
      "note": "That older operations take a key is seen in a client of the vendor."
    },
    "K2": {
      "states": "No key is 403; an unknown, revoked or expired one is 401; a missing scope, a deleted application and a suspended contract are 403.",
      "from": [
        "v3",
        "v3clients",
        "inferred"
      ],
      "note": "The text of the 401 is of a client's test double; the status of a deleted application is inferred."
    },
    "K3": {
      "states": "Too low a balance refuses creations by 400, and other calls by 403.",
      "from": [
        "v3"
      ],
      "note": "Three pages of the vendor have three answers."
    },
    "K4": {
      "states": "A key finds the sessions of its own mode, live or sandbox.",
      "from": [
        "inferred"
      ],
      "note": "That a mode belongs to an application is documented. Users, workflows and webhooks are not apart."
    },
    "W1": {
      "states": "An unfinished session of the same vendor_data on the workflow's latest version is returned instead of a new one, with callback and metadata replaced.",
      "from": [
        "v3",
        "inferred"
      ],
      "note": "That live and sandbox are apart, and that sandbox_scenario ends the session that is returned, is inferred."
    },
    "W2": {
      "states": "A creation has no idempotency key; after a lost reply the list by vendor_data finds the session.",
      "from": [
        "v3"
      ]
    },
    "W3": {
      "states": "Errors of a creation are lists by field.",
      "from": [
        "v3",
        "v3clients"
      ],
      "note": "The bare text for a changed document of a signature is not built, as signing is not."
    },
    "W4": {
      "states": "Creations in the sandbox cost nothing, so a low balance does not refuse them.",
      "from": [
        "v3"
      ],
      "note": "The limit of 500 creations in a day is not built."
    },
    "W5": {
      "states": "Results of each kind are null until the workflow ran them, then a list whose items name their node.",
      "from": [
        "v3",
        "console"
      ]
    },
    "W6": {
      "states": "An update is taken from six statuses and answers the id alone.",
      "from": [
        "v3"
      ]
    },
    "W7": {
      "states": "Approved on approved and declined on declined change nothing; resubmitted on resubmitted is refused.",
      "from": [
        "v3"
      ]
    },
    "W8": {
      "states": "Resubmitted checks without the person run at once and return to a decided status, every 30 seconds at most.",
      "from": [
        "v3",
        "inferred"
      ],
      "note": "To which status they return is inferred."
    },
    "W9": {
      "states": "The list is newest first, filtered and paged.",
      "from": [
        "v3",
        "inferred"
      ],
      "note": "The names of the filters but vendor_data, and those of pages, are inferred."
    },
    "V1": {
      "states": "Reviews are listed with their old and new status, and a new one sets the status by the rules of update-status.",
      "from": [
        "v3",
        "inferred"
      ],
      "note": "The shape is documented. Pages contradict each other on whether a review changes the status; that the same status is refused is inferred."
    },
    "S1": {
      "states": "A finished session is shared by a token that one other application can redeem, for a minute to a day, else an hour.",
      "from": [
        "v3",
        "inferred"
      ],
      "note": "Status, bounds and members are documented, the bodies of refusals are inferred."
    },
    "S2": {
      "states": "An import copies the session with its results once for each application, with the status of the original or in review.",
      "from": [
        "v3",
        "inferred"
      ],
      "note": "Pages have 400, or 401 and 403, for a token that is refused. That reviews, metadata and callback are not copied is inferred."
    },
    "F1": {
      "states": "A workflow has versions; sessions are created by the latest that is published, and a change in place makes no new one.",
      "from": [
        "v3",
        "v3clients",
        "inferred"
      ],
      "note": "What status does is documented. That the id of a workflow stands for its latest published version is inferred."
    },
    "U1": {
      "states": "Each vendor_data of an application's sessions is a user, whose members follow its sessions and can be changed.",
      "from": [
        "v3",
        "v3clients",
        "inferred"
      ],
      "note": "The members are documented; which of them a session changes, and when, is inferred."
    },
    "U2": {
      "states": "A change of a user is told to the destinations that name it, as the previous status or as the fields that changed.",
      "from": [
        "v3",
        "inferred"
      ],
      "note": "Earlier pages wrap the body in data. That a new user is told as a change of fields is inferred."
    },
    "B1": {
      "states": "The balance is told in texts, and creations are refused if it does not suffice for one.",
      "from": [
        "v3",
        "inferred"
      ],
      "note": "The limit is inferred from the price of the basic checks; nothing is subtracted."
    },
    "D1": {
      "states": "A destination gets the events that it names, by its own secret and in its own version; a URL is taken once.",
      "from": [
        "v3"
      ],
      "note": "Of sessions only status.updated is sent; bodies of versions 1 and 2 have the singular decision, which is inferred."
    },
    "D2": {
      "states": "For a day after a rotation every delivery is signed by the former secret as well, those that were waiting included.",
      "from": [
        "v3"
      ]
    },
    "D3": {
      "states": "Each attempt is a delivery that can be read with its request.",
      "from": [
        "v3",
        "inferred"
      ],
      "note": "That one not yet tried is listed as pending is inferred."
    },
    "X1": {
      "states": "A word at the creation of a session of the sandbox decides how it ends.",
      "from": [
        "v3",
        "v3clients",
        "inferred"
      ],
      "note": "Only the word approve is seen; when the word takes effect is inferred."
    },
    "M1": {
      "states": "Addresses of images and videos are valid for an hour.",
      "from": [
        "v3",
        "inferred"
      ],
      "note": "What an older address answers is inferred."
    }
  },
  "notBuilt": {
    "N1": "Sign-in with Didit (other grants, introspection, users, discovery) is a product of its own.",
    "N2": "The WebSocket that pushes statuses has been seen in one client only.",
    "N3": "Of version 3, users are not created or blocked by calls of their own, and data.updated is not sent.",
    "N4": "Businesses, transactions, blocklists, questionnaires, reports, cases and alerts of version 3 are products of their own.",
    "N5": "Links of a workflow (UniLink), which create the session when they are opened, and the messages of single steps of the page are not built."
  },
  "operations": {
    "createClientToken": {
      "weight": 1,
      "why": "Every other call of a back end needs its token.",
      "statuses": {
        "200": {
          "from": [
            "pages",
            "demo"
          ]
        },
        "400": {
          "from": [
            "pages",
            "rfc6749"
          ],
          "note": "The codes are documented, the status is the RFC's."
        },
        "401": {
          "from": [
            "pages",
            "clients",
            "rfc6749"
          ],
          "note": "The code is documented, the status is the RFC's."
        }
      }
    },
    "createSession": {
      "weight": 2,
      "why": "Once for each data transfer, a product that newer integrations seldom use.",
      "statuses": {
        "201": {
          "from": [
            "pages",
            "inferred"
          ],
          "note": "The body is documented; the status is taken over from verifications."
        },
        "400": {
          "from": [
            "log",
            "drf"
          ]
        },
        "401": {
          "from": [
            "pages",
            "drf"
          ],
          "note": "The status is documented, the texts are the framework's. A live log shows 403 for missing credentials."
        },
        "403": {
          "from": [
            "log",
            "drf"
          ],
          "note": "The text is from a live log, the case is inferred."
        },
        "415": {
          "from": [
            "drf"
          ]
        }
      }
    },
    "getSessionStatus": {
      "weight": 2,
      "why": "Polled every half minute while a person looks at the code.",
      "statuses": {
        "200": {
          "from": [
            "pages",
            "demo",
            "inferred"
          ],
          "note": "Clients read the status only; the id beside it is inferred."
        },
        "401": {
          "from": [
            "pages",
            "drf"
          ],
          "note": "The status is documented, the texts are the framework's. A live log shows 403 for missing credentials."
        },
        "403": {
          "from": [
            "log",
            "drf",
            "inferred"
          ],
          "note": "What a wrong Data-Session-Token gets is inferred."
        },
        "404": {
          "from": [
            "clients",
            "drf"
          ]
        }
      }
    },
    "preflightSessionStatus": {
      "weight": 5,
      "why": "Only where the seed lets browsers poll.",
      "statuses": {
        "204": {
          "from": [
            "fetch",
            "inferred"
          ]
        },
        "405": {
          "from": [
            "drf"
          ]
        }
      }
    },
    "getSessionDecision": {
      "weight": 1,
      "why": "The call of the founding document.",
      "statuses": {
        "200": {
          "from": [
            "page",
            "pages",
            "inferred"
          ],
          "note": "The confirmed reply is documented; what stands in the others is inferred."
        },
        "401": {
          "from": [
            "pages",
            "drf"
          ],
          "note": "The status is documented, the texts are the framework's. A live log shows 403 for missing credentials."
        },
        "403": {
          "from": [
            "log",
            "drf"
          ],
          "note": "The text is from a live log, the case is inferred."
        },
        "404": {
          "from": [
            "clients",
            "drf"
          ]
        }
      }
    },
    "getSessionInformation": {
      "weight": 4,
      "why": "Called by the vendor's app, not by integrators.",
      "statuses": {
        "200": {
          "from": [
            "pages",
            "inferred"
          ],
          "note": "Route and effect are documented, the body is inferred."
        },
        "400": {
          "from": [
            "drf",
            "inferred"
          ]
        },
        "401": {
          "from": [
            "pages",
            "drf"
          ],
          "note": "The status is documented, the texts are the framework's. A live log shows 403 for missing credentials."
        },
        "403": {
          "from": [
            "log",
            "drf"
          ],
          "note": "The text is from a live log, the case is inferred."
        },
        "404": {
          "from": [
            "clients",
            "drf"
          ]
        }
      }
    },
    "updateSession": {
      "weight": 4,
      "why": "Called by the vendor's app, not by integrators.",
      "statuses": {
        "200": {
          "from": [
            "pages",
            "inferred"
          ],
          "note": "Route and effect are documented, the body is inferred."
        },
        "400": {
          "from": [
            "drf",
            "inferred"
          ]
        },
        "401": {
          "from": [
            "pages",
            "drf"
          ],
          "note": "The status is documented, the texts are the framework's. A live log shows 403 for missing credentials."
        },
        "403": {
          "from": [
            "log",
            "drf"
          ],
          "note": "The text is from a live log, the case is inferred."
        },
        "404": {
          "from": [
            "clients",
            "drf"
          ]
        },
        "415": {
          "from": [
            "drf"
          ]
        }
      }
    },
    "showAuthorizePage": {
      "weight": 3,
      "why": "Opened by people who follow the link on a phone, and by developers.",
      "statuses": {
        "200": {
          "from": [
            "pages",
            "inferred"
          ],
          "note": "The address is documented, the page is ours."
        },
        "404": {
          "from": [
            "drf"
          ]
        }
      }
    },
    "createVerificationSession": {
      "weight": 1,
      "why": "Once for each verification, the product that most clients use.",
      "statuses": {
        "201": {
          "from": [
            "verification",
            "clients",
            "demo",
            "inferred"
          ],
          "note": "Three members are documented; the others are those of later versions."
        },
        "400": {
          "from": [
            "log",
            "clients",
            "drf"
          ]
        },
        "401": {
          "from": [
            "pages",
            "drf"
          ],
          "note": "The status is documented, the texts are the framework's. A live log shows 403 for missing credentials."
        },
        "403": {
          "from": [
            "log",
            "drf"
          ],
          "note": "The text is from a live log, the case is inferred."
        },
        "415": {
          "from": [
            "drf"
          ]
        }
      }
    },
    "getVerificationDecision": {
      "weight": 1,
      "why": "The reply that an application decides by.",
      "statuses": {
        "200": {
          "from": [
            "verification",
            "webhooks",
            "clients"
          ]
        },
        "401": {
          "from": [
            "pages",
            "drf"
          ],
          "note": "The status is documented, the texts are the framework's. A live log shows 403 for missing credentials."
        },
        "403": {
          "from": [
            "log",
            "drf"
          ],
          "note": "The text is from a live log, the case is inferred."
        },
        "404": {
          "from": [
            "clients",
            "drf"
          ]
        }
      }
    },
    "updateVerificationStatus": {
      "weight": 3,
      "why": "For reviews by hand.",
      "statuses": {
        "200": {
          "from": [
            "verification",
            "clients"
          ]
        },
        "400": {
          "from": [
            "later",
            "drf"
          ],
          "note": "The sources of a move are documented for version 3; the body is the framework's."
        },
        "401": {
          "from": [
            "pages",
            "drf"
          ],
          "note": "The status is documented, the texts are the framework's. A live log shows 403 for missing credentials."
        },
        "403": {
          "from": [
            "log",
            "drf"
          ],
          "note": "The text is from a live log, the case is inferred."
        },
        "404": {
          "from": [
            "clients",
            "drf"
          ]
        },
        "415": {
          "from": [
            "drf"
          ]
        }
      }
    },
    "generateVerificationPdf": {
      "weight": 4,
      "why": "For files that are kept.",
      "statuses": {
        "200": {
          "from": [
            "verification"
          ]
        },
        "401": {
          "from": [
            "pages",
            "drf"
          ],
          "note": "The status is documented, the texts are the framework's. A live log shows 403 for missing credentials."
        },
        "403": {
          "from": [
            "later",
            "clients"
          ]
        },
        "404": {
          "from": [
            "clients",
            "drf"
          ]
        }
      }
    },
    "showVerificationPage": {
      "weight": 2,
      "why": "Opened by every person who is verified.",
      "statuses": {
        "200": {
          "from": [
            "verification",
            "demo",
            "sdk",
            "inferred"
          ],
          "note": "The address is documented, the page is ours; its messages in a frame are those that the SDK reads."
        },
        "302": {
          "from": [
            "verification",
            "demo"
          ]
        },
        "404": {
          "from": [
            "drf"
          ]
        }
      }
    },
    "createWorkflowSession": {
      "weight": 1,
      "why": "Once for each verification of version 3, which new integrations use.",
      "statuses": {
        "201": {
          "from": [
            "v3",
            "console"
          ]
        },
        "400": {
          "from": [
            "v3",
            "v3clients",
            "inferred"
          ],
          "note": "A missing and an unknown workflow are seen; the texts of others are the framework's."
        },
        "401": {
          "from": [
            "v3",
            "v3clients"
          ],
          "note": "The status is documented; the text is of a client's test double."
        },
        "403": {
          "from": [
            "v3"
          ]
        },
        "415": {
          "from": [
            "drf"
          ]
        }
      }
    },
    "getWorkflowDecision": {
      "weight": 1,
      "why": "The reply that an application decides by.",
      "statuses": {
        "200": {
          "from": [
            "v3",
            "console"
          ]
        },
        "401": {
          "from": [
            "v3",
            "v3clients"
          ],
          "note": "The status is documented; the text is of a client's test double."
        },
        "403": {
          "from": [
            "v3"
          ]
        },
        "404": {
          "from": [
            "clients",
            "drf"
          ]
        }
      }
    },
    "updateWorkflowStatus": {
      "weight": 3,
      "why": "For reviews by hand.",
      "statuses": {
        "200": {
          "from": [
            "v3"
          ]
        },
        "400": {
          "from": [
            "v3",
            "drf"
          ],
          "note": "The rules are documented, the fields of the errors are the framework's."
        },
        "401": {
          "from": [
            "v3",
            "v3clients"
          ],
          "note": "The status is documented; the text is of a client's test double."
        },
        "403": {
          "from": [
            "v3"
          ]
        },
        "404": {
          "from": [
            "clients",
            "drf"
          ]
        },
        "415": {
          "from": [
            "drf"
          ]
        },
        "429": {
          "from": [
            "v3"
          ]
        }
      }
    },
    "generateWorkflowPdf": {
      "weight": 4,
      "why": "For files that are kept.",
      "statuses": {
        "200": {
          "from": [
            "v3"
          ]
        },
        "401": {
          "from": [
            "v3",
            "v3clients"
          ],
          "note": "The status is documented; the text is of a client's test double."
        },
        "403": {
          "from": [
            "v3"
          ]
        },
        "404": {
          "from": [
            "clients",
            "drf"
          ]
        }
      }
    },
    "listWorkflowSessions": {
      "weight": 2,
      "why": "After a lost reply, and in dashboards.",
      "statuses": {
        "200": {
          "from": [
            "v3",
            "inferred"
          ],
          "note": "The envelope is documented, the members of an item are inferred."
        },
        "400": {
          "from": [
            "drf",
            "inferred"
          ]
        },
        "401": {
          "from": [
            "v3",
            "v3clients"
          ],
          "note": "The status is documented; the text is of a client's test double."
        },
        "403": {
          "from": [
            "v3"
          ]
        }
      }
    },
    "deleteWorkflowSession": {
      "weight": 3,
      "why": "Where a person asks to be forgotten.",
      "statuses": {
        "204": {
          "from": [
            "v3"
          ]
        },
        "401": {
          "from": [
            "v3",
            "v3clients"
          ],
          "note": "The status is documented; the text is of a client's test double."
        },
        "403": {
          "from": [
            "v3"
          ]
        },
        "404": {
          "from": [
            "clients",
            "drf"
          ]
        },
        "503": {
          "from": [
            "v3"
          ],
          "note": "By fault injection only."
        }
      }
    },
    "deleteWorkflowSessions": {
      "weight": 5,
      "why": "For cleaning up.",
      "statuses": {
        "204": {
          "from": [
            "v3",
            "inferred"
          ],
          "note": "Either 200 or 204."
        },
        "400": {
          "from": [
            "v3",
            "drf"
          ]
        },
        "401": {
          "from": [
            "v3",
            "v3clients"
          ],
          "note": "The status is documented; the text is of a client's test double."
        },
        "403": {
          "from": [
            "v3"
          ]
        },
        "404": {
          "from": [
            "v3",
            "drf"
          ]
        },
        "415": {
          "from": [
            "drf"
          ]
        }
      }
    },
    "listSessionReviews": {
      "weight": 4,
      "why": "For records of who decided.",
      "statuses": {
        "200": {
          "from": [
            "v3",
            "inferred"
          ],
          "note": "The members are documented, the words of action are not. Later pages have a page instead of a list."
        },
        "401": {
          "from": [
            "v3",
            "v3clients"
          ],
          "note": "The status is documented; the text is of a client's test double."
        },
        "403": {
          "from": [
            "v3"
          ]
        },
        "404": {
          "from": [
            "clients",
            "drf"
          ]
        }
      }
    },
    "createSessionReview": {
      "weight": 4,
      "why": "For reviews by hand.",
      "statuses": {
        "201": {
          "from": [
            "v3",
            "inferred"
          ],
          "note": "Earlier pages say that it sets the status, later ones that it only leaves a note."
        },
        "400": {
          "from": [
            "v3",
            "drf",
            "inferred"
          ]
        },
        "401": {
          "from": [
            "v3",
            "v3clients"
          ],
          "note": "The status is documented; the text is of a client's test double."
        },
        "403": {
          "from": [
            "v3"
          ]
        },
        "404": {
          "from": [
            "clients",
            "drf"
          ]
        },
        "415": {
          "from": [
            "drf"
          ]
        }
      }
    },
    "shareSession": {
      "weight": 5,
      "why": "Between partners that share their customers.",
      "statuses": {
        "200": {
          "from": [
            "v3"
          ]
        },
        "400": {
          "from": [
            "v3",
            "drf",
            "inferred"
          ],
          "note": "The cases are documented, the bodies are not."
        },
        "401": {
          "from": [
            "v3",
            "v3clients"
          ],
          "note": "The status is documented; the text is of a client's test double."
        },
        "403": {
          "from": [
            "v3"
          ]
        },
        "404": {
          "from": [
            "clients",
            "drf"
          ]
        },
        "415": {
          "from": [
            "drf"
          ]
        }
      }
    },
    "importSharedSession": {
      "weight": 5,
      "why": "Between partners that share their customers.",
      "statuses": {
        "201": {
          "from": [
            "v3",
            "inferred"
          ],
          "note": "Some pages show the decision, one a few members of it."
        },
        "400": {
          "from": [
            "v3",
            "drf"
          ],
          "note": "Earlier pages have 401 and 403 for tokens."
        },
        "401": {
          "from": [
            "v3",
            "v3clients"
          ],
          "note": "The status is documented; the text is of a client's test double."
        },
        "403": {
          "from": [
            "v3"
          ],
          "note": "Also to a second import, of which one page has no status."
        },
        "404": {
          "from": [
            "v3"
          ]
        },
        "415": {
          "from": [
            "drf"
          ]
        }
      }
    },
    "listWorkflows": {
      "weight": 3,
      "why": "To find the workflow by its label.",
      "statuses": {
        "200": {
          "from": [
            "v3",
            "v3clients"
          ],
          "note": "Earlier pages, and clients of theirs, have a bare list."
        },
        "400": {
          "from": [
            "drf",
            "inferred"
          ]
        },
        "401": {
          "from": [
            "v3",
            "v3clients"
          ],
          "note": "The status is documented; the text is of a client's test double."
        },
        "403": {
          "from": [
            "v3"
          ]
        }
      }
    },
    "createWorkflow": {
      "weight": 4,
      "why": "Once, by scripts that set up an application.",
      "statuses": {
        "201": {
          "from": [
            "v3",
            "v3clients"
          ]
        },
        "400": {
          "from": [
            "v3",
            "drf"
          ]
        },
        "401": {
          "from": [
            "v3",
            "v3clients"
          ],
          "note": "The status is documented; the text is of a client's test double."
        },
        "403": {
          "from": [
            "v3"
          ]
        },
        "415": {
          "from": [
            "drf"
          ]
        }
      }
    },
    "getWorkflow": {
      "weight": 4,
      "why": "By scripts that set up an application.",
      "statuses": {
        "200": {
          "from": [
            "v3",
            "v3clients"
          ]
        },
        "401": {
          "from": [
            "v3",
            "v3clients"
          ],
          "note": "The status is documented; the text is of a client's test double."
        },
        "403": {
          "from": [
            "v3"
          ]
        },
        "404": {
          "from": [
            "clients",
            "drf"
          ]
        }
      }
    },
    "updateWorkflow": {
      "weight": 5,
      "why": "By scripts that set up an application.",
      "statuses": {
        "200": {
          "from": [
            "v3"
          ]
        },
        "400": {
          "from": [
            "v3",
            "drf"
          ]
        },
        "401": {
          "from": [
            "v3",
            "v3clients"
          ],
          "note": "The status is documented; the text is of a client's test double."
        },
        "403": {
          "from": [
            "v3"
          ]
        },
        "404": {
          "from": [
            "clients",
            "drf"
          ]
        },
        "415": {
          "from": [
            "drf"
          ]
        }
      }
    },
    "deleteWorkflow": {
      "weight": 5,
      "why": "For cleaning up.",
      "statuses": {
        "204": {
          "from": [
            "v3",
            "v3clients"
          ]
        },
        "401": {
          "from": [
            "v3",
            "v3clients"
          ],
          "note": "The status is documented; the text is of a client's test double."
        },
        "403": {
          "from": [
            "v3"
          ]
        },
        "404": {
          "from": [
            "clients",
            "drf"
          ]
        }
      }
    },
    "listUsers": {
      "weight": 3,
      "why": "For queues of people who are to be looked at.",
      "statuses": {
        "200": {
          "from": [
            "v3",
            "v3clients"
          ]
        },
        "400": {
          "from": [
            "drf",
            "inferred"
          ]
        },
        "401": {
          "from": [
            "v3",
            "v3clients"
          ],
          "note": "The status is documented; the text is of a client's test double."
        },
        "403": {
          "from": [
            "v3"
          ]
        }
      }
    },
    "getUser": {
      "weight": 3,
      "why": "To know a customer again.",
      "statuses": {
        "200": {
          "from": [
            "v3",
            "v3clients"
          ]
        },
        "401": {
          "from": [
            "v3",
            "v3clients"
          ],
          "note": "The status is documented; the text is of a client's test double."
        },
        "403": {
          "from": [
            "v3"
          ]
        },
        "404": {
          "from": [
            "clients",
            "drf"
          ]
        }
      }
    },
    "updateUser": {
      "weight": 4,
      "why": "To flag a customer, or to name them.",
      "statuses": {
        "200": {
          "from": [
            "v3"
          ]
        },
        "400": {
          "from": [
            "v3",
            "drf"
          ]
        },
        "401": {
          "from": [
            "v3",
            "v3clients"
          ],
          "note": "The status is documented; the text is of a client's test double."
        },
        "403": {
          "from": [
            "v3"
          ]
        },
        "404": {
          "from": [
            "clients",
            "drf"
          ]
        },
        "415": {
          "from": [
            "drf"
          ]
        }
      }
    },
    "deleteUsers": {
      "weight": 4,
      "why": "Where a person asks to be forgotten.",
      "statuses": {
        "200": {
          "from": [
            "v3",
            "v3clients"
          ]
        },
        "400": {
          "from": [
            "v3",
            "drf",
            "inferred"
          ],
          "note": "The case is documented, the body is not."
        },
        "401": {
          "from": [
            "v3",
            "v3clients"
          ],
          "note": "The status is documented; the text is of a client's test double."
        },
        "403": {
          "from": [
            "v3"
          ]
        },
        "415": {
          "from": [
            "drf"
          ]
        }
      }
    },
    "getBalance": {
      "weight": 4,
      "why": "For alarms before the money is gone.",
      "statuses": {
        "200": {
          "from": [
            "v3"
          ]
        },
        "401": {
          "from": [
            "v3",
            "v3clients"
          ],
          "note": "The status is documented; the text is of a client's test double."
        },
        "403": {
          "from": [
            "v3"
          ]
        }
      }
    },
    "listSandboxScenarios": {
      "weight": 5,
      "why": "Looked at once by people.",
      "statuses": {
        "200": {
          "from": [
            "v3",
            "inferred"
          ],
          "note": "The address is documented, the body is inferred."
        },
        "401": {
          "from": [
            "v3",
            "v3clients"
          ],
          "note": "The status is documented; the text is of a client's test double."
        },
        "403": {
          "from": [
            "v3"
          ]
        }
      }
    },
    "getWebhookSettings": {
      "weight": 4,
      "why": "Read once when a receiver is set up.",
      "statuses": {
        "200": {
          "from": [
            "v3",
            "inferred"
          ],
          "note": "The address and the rotation are documented, the other members are inferred."
        },
        "401": {
          "from": [
            "v3",
            "v3clients"
          ],
          "note": "The status is documented; the text is of a client's test double."
        },
        "403": {
          "from": [
            "v3"
          ]
        }
      }
    },
    "updateWebhookSettings": {
      "weight": 4,
      "why": "For setting up, and rotating the secret.",
      "statuses": {
        "200": {
          "from": [
            "v3",
            "inferred"
          ]
        },
        "400": {
          "from": [
            "v3",
            "drf"
          ]
        },
        "401": {
          "from": [
            "v3",
            "v3clients"
          ],
          "note": "The status is documented; the text is of a client's test double."
        },
        "403": {
          "from": [
            "v3"
          ]
        },
        "415": {
          "from": [
            "drf"
          ]
        }
      }
    },
    "listWebhookDestinations": {
      "weight": 3,
      "why": "For setting up receivers by code.",
      "statuses": {
        "200": {
          "from": [
            "v3"
          ]
        },
        "401": {
          "from": [
            "v3",
            "v3clients"
          ],
          "note": "The status is documented; the text is of a client's test double."
        },
        "403": {
          "from": [
            "v3"
          ]
        }
      }
    },
    "createWebhookDestination": {
      "weight": 3,
      "why": "For setting up receivers by code.",
      "statuses": {
        "201": {
          "from": [
            "v3"
          ]
        },
        "400": {
          "from": [
            "v3",
            "drf"
          ]
        },
        "401": {
          "from": [
            "v3",
            "v3clients"
          ],
          "note": "The status is documented; the text is of a client's test double."
        },
        "403": {
          "from": [
            "v3"
          ]
        },
        "415": {
          "from": [
            "drf"
          ]
        }
      }
    },
    "getWebhookDestination": {
      "weight": 4,
      "why": "For setting up receivers by code.",
      "statuses": {
        "200": {
          "from": [
            "v3"
          ]
        },
        "401": {
          "from": [
            "v3",
            "v3clients"
          ],
          "note": "The status is documented; the text is of a client's test double."
        },
        "403": {
          "from": [
            "v3"
          ]
        },
        "404": {
          "from": [
            "v3"
          ]
        }
      }
    },
    "updateWebhookDestination": {
      "weight": 4,
      "why": "For setting up receivers by code.",
      "statuses": {
        "200": {
          "from": [
            "v3"
          ]
        },
        "400": {
          "from": [
            "v3",
            "drf"
          ]
        },
        "401": {
          "from": [
            "v3",
            "v3clients"
          ],
          "note": "The status is documented; the text is of a client's test double."
        },
        "403": {
          "from": [
            "v3"
          ]
        },
        "404": {
          "from": [
            "v3"
          ]
        },
        "415": {
          "from": [
            "drf"
          ]
        }
      }
    },
    "deleteWebhookDestination": {
      "weight": 4,
      "why": "For cleaning up.",
      "statuses": {
        "204": {
          "from": [
            "v3"
          ]
        },
        "401": {
          "from": [
            "v3",
            "v3clients"
          ],
          "note": "The status is documented; the text is of a client's test double."
        },
        "403": {
          "from": [
            "v3"
          ]
        },
        "404": {
          "from": [
            "v3"
          ]
        }
      }
    },
    "listWebhookDeliveries": {
      "weight": 3,
      "why": "Where a webhook did not arrive.",
      "statuses": {
        "200": {
          "from": [
            "v3",
            "inferred"
          ],
          "note": "The members are documented, that there is no page is inferred."
        },
        "401": {
          "from": [
            "v3",
            "v3clients"
          ],
          "note": "The status is documented; the text is of a client's test double."
        },
        "403": {
          "from": [
            "v3"
          ]
        },
        "404": {
          "from": [
            "v3"
          ]
        }
      }
    },
    "getWebhookDelivery": {
      "weight": 4,
      "why": "Where a webhook did not arrive.",
      "statuses": {
        "200": {
          "from": [
            "v3"
          ]
        },
        "401": {
          "from": [
            "v3",
            "v3clients"
          ],
          "note": "The status is documented; the text is of a client's test double."
        },
        "403": {
          "from": [
            "v3"
          ]
        },
        "404": {
          "from": [
            "v3"
          ]
        }
      }
    },
    "createSessionV2": {
      "weight": 3,
      "why": "Still called by integrations of 2025.",
      "statuses": {
        "201": {
          "from": [
            "v3clients",
            "v3"
          ]
        },
        "400": {
          "from": [
            "v3clients",
            "v3",
            "drf"
          ]
        },
        "401": {
          "from": [
            "v3",
            "v3clients"
          ],
          "note": "The status is documented; the text is of a client's test double."
        },
        "403": {
          "from": [
            "v3"
          ]
        },
        "415": {
          "from": [
            "drf"
          ]
        }
      }
    },
    "getDecisionV2": {
      "weight": 3,
      "why": "Still called by integrations of 2025.",
      "statuses": {
        "200": {
          "from": [
            "v3clients",
            "inferred"
          ],
          "note": "The names of the blocks are seen; their members are those of version 3."
        },
        "401": {
          "from": [
            "v3",
            "v3clients"
          ],
          "note": "The status is documented; the text is of a client's test double."
        },
        "403": {
          "from": [
            "v3"
          ]
        },
        "404": {
          "from": [
            "clients",
            "drf"
          ]
        }
      }
    },
    "updateStatusV2": {
      "weight": 4,
      "why": "Still called by integrations of 2025.",
      "statuses": {
        "200": {
          "from": [
            "v3clients",
            "v3"
          ]
        },
        "400": {
          "from": [
            "v3",
            "drf"
          ]
        },
        "401": {
          "from": [
            "v3",
            "v3clients"
          ],
          "note": "The status is documented; the text is of a client's test double."
        },
        "403": {
          "from": [
            "v3"
          ]
        },
        "404": {
          "from": [
            "clients",
            "drf"
          ]
        },
        "415": {
          "from": [
            "drf"
          ]
        },
        "429": {
          "from": [
            "v3"
          ]
        }
      }
    },
    "generatePdfV2": {
      "weight": 5,
      "why": "Still called by integrations of 2025.",
      "statuses": {
        "200": {
          "from": [
            "v3clients",
            "v3"
          ]
        },
        "401": {
          "from": [
            "v3",
            "v3clients"
          ],
          "note": "The status is documented; the text is of a client's test double."
        },
        "403": {
          "from": [
            "v3"
          ]
        },
        "404": {
          "from": [
            "clients",
            "drf"
          ]
        }
      }
    }
  },
  "common": {
    "301": {
      "from": [
        "later",
        "clients"
      ]
    },
    "401": {
      "from": [
        "pages",
        "drf"
      ]
    },
    "404": {
      "from": [
        "drf"
      ]
    },
    "405": {
      "from": [
        "drf"
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
        "later",
        "drf"
      ],
      "note": "Status and header are documented; the text is the framework's."
    },
    "500": {
      "from": [
        "drf"
      ],
      "note": "By fault injection only."
    }
  },
  "missing": [
    {
      "about": "K2",
      "operations": [
        "createWorkflowSession",
        "getWorkflowDecision"
      ],
      "statuses": [
        "401",
        "403"
      ],
      "question": "With which text is a wrong key refused, and how a key of a deleted application?",
      "how": "Call with a made-up key and with a revoked one, then delete an application and call again at once."
    },
    {
      "about": "K4",
      "settles": [
        "W1"
      ],
      "operations": [
        "createWorkflowSession",
        "listWorkflowSessions",
        "getWorkflowDecision"
      ],
      "statuses": [
        "200",
        "201",
        "404"
      ],
      "question": "Do live and sandbox share sessions, and does sandbox_scenario end a session that is returned again?",
      "how": "Create a session of one vendor_data in the sandbox without the word, with it, and live; list and read them by both keys."
    },
    {
      "about": "W9",
      "operations": [
        "listWorkflowSessions"
      ],
      "statuses": [
        "200",
        "400"
      ],
      "question": "Which filters and page parameters does the list take, and what do its items hold?",
      "how": "List with each parameter of the console's own list, and compare the bodies."
    },
    {
      "about": "D3",
      "operations": [
        "getWebhookSettings",
        "updateWebhookSettings",
        "listWebhookDeliveries"
      ],
      "statuses": [
        "200"
      ],
      "question": "What do the application's own webhook settings and the list of deliveries hold?",
      "how": "Read both with a key, fail a delivery twice, and read the list again."
    },
    {
      "about": "X1",
      "operations": [
        "listSandboxScenarios",
        "createWorkflowSession"
      ],
      "statuses": [
        "200",
        "201",
        "400"
      ],
      "question": "Which words does sandbox_scenario take, when do they take effect, and what does the catalogue look like?",
      "how": "Read the catalogue with a key of the sandbox, create a session with each word, and read its decision at once."
    },
    {
      "about": "W8",
      "operations": [
        "updateWorkflowStatus"
      ],
      "statuses": [
        "200",
        "400",
        "429"
      ],
      "question": "To which status does a session return after checks without the person, and which field has an error?",
      "how": "Resubmit AML of an approved session twice, and an unopened session once."
    },
    {
      "about": "V1",
      "operations": [
        "listSessionReviews",
        "createSessionReview"
      ],
      "statuses": [
        "200",
        "201",
        "400"
      ],
      "question": "Does a review change the status of its session, what does one of the same status do, and is the list in pages?",
      "how": "Review a session in review twice with the same status, and read decision and reviews after each."
    },
    {
      "about": "S2",
      "settles": [
        "S1"
      ],
      "operations": [
        "shareSession",
        "importSharedSession"
      ],
      "statuses": [
        "201",
        "400",
        "403",
        "404"
      ],
      "question": "How are expired, foreign and used share tokens refused, and what does an import answer?",
      "how": "With two applications, share a session for a minute, import it twice, from a third application, and after a minute."
    },
    {
      "about": "F1",
      "operations": [
        "listWorkflows",
        "createWorkflow",
        "getWorkflow",
        "updateWorkflow",
        "deleteWorkflow"
      ],
      "statuses": [
        "200",
        "201",
        "204",
        "400"
      ],
      "question": "What do workflows and the list of them hold, and does an id stand for a workflow or a version?",
      "how": "Create a workflow, publish a second version, read it by both ids, delete the second, and list after each step."
    },
    {
      "about": "U1",
      "settles": [
        "U2"
      ],
      "operations": [
        "listUsers",
        "getUser",
        "updateUser",
        "deleteUsers"
      ],
      "statuses": [
        "200",
        "400"
      ],
      "question": "Which members of a user follow its sessions, and what do the webhooks about users hold?",
      "how": "With a destination for both events, create a session, approve it, change the user, delete it, and read it after each step."
    },
    {
      "about": "B1",
      "operations": [
        "getBalance"
      ],
      "statuses": [
        "200"
      ],
      "question": "From which balance on are creations refused?",
      "how": "Read the balance before and after a session, and create sessions until one is refused."
    },
    {
      "about": "R12",
      "settles": [
        "R13"
      ],
      "operations": [
        "getSessionDecision",
        "getVerificationDecision"
      ],
      "statuses": [
        "401",
        "403",
        "404"
      ],
      "question": "In which order are credentials, ids and ownership checked, and is a foreign session 404 or 403?",
      "how": "Read a session of a second application, a random UUID, and a malformed id, each with a good token, a bad one and none."
    },
    {
      "about": "createSession",
      "settles": [
        "R9"
      ],
      "operations": [
        "createVerificationSession",
        "updateVerificationStatus",
        "updateSession",
        "createWorkflowSession",
        "updateWorkflowStatus",
        "deleteWorkflowSessions",
        "updateWebhookSettings",
        "createWebhookDestination",
        "updateWebhookDestination",
        "createSessionV2",
        "updateStatusV2",
        "createSessionReview",
        "shareSession",
        "importSharedSession",
        "createWorkflow",
        "updateWorkflow",
        "updateUser",
        "deleteUsers"
      ],
      "statuses": [
        "201",
        "415"
      ],
      "question": "Which status has a created data transfer session, how are sessions numbered, and how is text that is not JSON refused?",
      "how": "Create a session and a verification in one application and compare numbers, then post text/plain."
    },
    {
      "about": "R10",
      "settles": [
        "R4"
      ],
      "operations": [
        "getSessionDecision"
      ],
      "statuses": [
        "200"
      ],
      "question": "What does a decision hold before confirmation and after a refusal, and does it follow later edits of a profile?",
      "how": "Read the decision in each state, refuse once, then change a name in the app and read a confirmed one again."
    },
    {
      "about": "getSessionStatus",
      "statuses": [
        "200",
        "403"
      ],
      "question": "Does polling need the client token, and what does a wrong session token get?",
      "how": "Poll with both tokens, with each of them alone, and with the session token of another session."
    },
    {
      "about": "R16",
      "operations": [
        "createVerificationSession",
        "showVerificationPage"
      ],
      "question": "After how long is an opened verification abandoned, and how do unopened ones end?",
      "how": "Open one verification and leave another alone; read both decisions each day for eight days and keep the webhooks."
    },
    {
      "about": "showVerificationPage",
      "operations": [
        "showAuthorizePage"
      ],
      "statuses": [
        "404"
      ],
      "question": "What does an unknown link answer?",
      "how": "Change one character of a link and open it."
    },
    {
      "about": "H2",
      "operations": [
        "showVerificationPage"
      ],
      "statuses": [
        "200"
      ],
      "question": "Which messages does the page send in a frame, when, and what does it say of a session that has ended?",
      "how": "Show a link in a frame, log every message event with its data, and finish, give up, close; then show it again."
    },
    {
      "about": "getSessionInformation",
      "operations": [
        "updateSession"
      ],
      "statuses": [
        "200",
        "400"
      ],
      "question": "What do the two calls of the app answer, also when the session has ended?",
      "how": "Watch the app's traffic through a proxy of your own device while you confirm a session of yours."
    },
    {
      "about": "R2",
      "operations": [
        "createSession"
      ],
      "question": "How long does a data transfer session wait?",
      "how": "Create one, leave it alone, and poll until it says expired."
    },
    {
      "about": "preflightSessionStatus",
      "question": "Are browsers let in, and from which origins?",
      "how": "Send a preflight request to the status path from an origin of yours."
    }
  ]
};
