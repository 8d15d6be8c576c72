// Written by `npm run generate`. Do not edit: change mocks/<provider>/evidence.yaml.

import type { components } from "../evidence-types.ts";

export const evidence: components["schemas"]["Evidence"] = {
  "sources": {
    "guide": {
      "kind": "founding-document",
      "what": "The vendor's guide to collecting and using choices, in six steps",
      "undated": "The page ends in a \"last updated\" without a date."
    },
    "reference": {
      "kind": "vendor-documentation",
      "what": "Pages of the vendor's API reference on tokens, users, events, proofs, errors and limits",
      "undated": "The pages bear no date known to us."
    },
    "release": {
      "kind": "vendor-documentation",
      "what": "Release note on one user record for each organization user id",
      "since": "2026-09"
    },
    "openapi": {
      "kind": "vendor-specification",
      "what": "The vendor's own OpenAPI 3.0 file",
      "undated": "The file bears no version or date known to us."
    },
    "captured": {
      "kind": "payload",
      "what": "Requests captured from the vendor's Firebase sample (sign-in, token, event)",
      "undated": "The capture bears no date known to us."
    },
    "newsletter": {
      "kind": "client-code",
      "what": "Source of the vendor's headless newsletter sample",
      "undated": "The source bears no date known to us."
    },
    "module": {
      "kind": "client-code",
      "what": "A public Node.js module that reads users and records events",
      "undated": "The source bears no date known to us."
    },
    "recorded404": {
      "kind": "payload",
      "what": "A reply to an unknown path that a third party recorded",
      "undated": "The recording bears no date known to us."
    },
    "feathers": {
      "kind": "framework",
      "what": "Names, statuses and texts of FeathersJS, which the query operators of the vendor point to",
      "undated": "A convention of the framework over many versions."
    },
    "javascript": {
      "kind": "framework",
      "what": "JavaScript's date format and random UUIDs",
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
      "states": "A key belongs to one organization, and a disabled one opens no session but leaves earlier sessions alone.",
      "from": [
        "reference"
      ]
    },
    "R2": {
      "states": "A session token lives one hour, cannot be renewed, and any number may be open; its claims are ours.",
      "from": [
        "reference",
        "inferred"
      ],
      "note": "An older page said a day."
    },
    "R3": {
      "states": "A consent token lives as long as the request says; minting one creates no user and leaves earlier ones valid.",
      "from": [
        "inferred"
      ]
    },
    "R4": {
      "states": "A consent token reads its own user and records that user's choices; every other operation is 403.",
      "from": [
        "guide",
        "inferred"
      ]
    },
    "R5": {
      "states": "Where a consent token names no user it means its own, and another user is 403.",
      "from": [
        "inferred"
      ]
    },
    "R6": {
      "states": "A token without permissions may read and write, write includes read, and read alone records nothing.",
      "from": [
        "newsletter",
        "inferred"
      ],
      "note": "Only the permission to write has been seen; the rest is inferred."
    },
    "R7": {
      "states": "An event is a partial update that the service merges, and the next read shows it.",
      "from": [
        "reference",
        "inferred"
      ]
    },
    "R8": {
      "states": "The user of an event is found by the organization's id, else by the user id, else made new.",
      "from": [
        "reference",
        "inferred"
      ],
      "note": "The cases are documented, their order is not. A number as the organization's id counts as its text, which is inferred."
    },
    "R9": {
      "states": "An organization has one user record for each of its own user ids.",
      "from": [
        "release"
      ],
      "note": "Organizations opt into this; the mock has no other mode."
    },
    "R10": {
      "states": "Purposes merge by id in the order of first mention; true and false replace an answer, null and absence keep it.",
      "from": [
        "inferred"
      ]
    },
    "R11": {
      "states": "Values merge by preference, a new text replaces the old one, and an empty text removes the preference.",
      "from": [
        "guide",
        "inferred"
      ],
      "note": "That a key exists only for chosen values is the guide's; replacing whole is inferred."
    },
    "R12": {
      "states": "A vendor stands in one list of each pair; channels merge by id.",
      "from": [
        "inferred"
      ]
    },
    "R13": {
      "states": "Metadata merges at its first level, and the token's metadata goes before the body's.",
      "from": [
        "reference",
        "inferred"
      ],
      "note": "That it merges is documented, how deep is not."
    },
    "R14": {
      "states": "An event raises the user's version, renews the time of change, and sets the two countries from what it carries.",
      "from": [
        "reference",
        "inferred"
      ],
      "note": "The members are documented, what moves them is not. An event shows only those that were sent, as the vendor's types call them texts; a user shows null."
    },
    "R15": {
      "states": "A consent token's delegate is stamped on its events, and one in the body is dropped.",
      "from": [
        "reference"
      ]
    },
    "R16": {
      "states": "Pending events are kept and listed but do not count; a consent token with an enabled validation makes events pend.",
      "from": [
        "reference"
      ]
    },
    "R17": {
      "states": "A change replaces the named members of an event, and the user is computed anew from confirmed events by time of change.",
      "from": [
        "reference",
        "inferred"
      ],
      "note": "The vendor speaks of the update or creation date; which one decides is inferred."
    },
    "R18": {
      "states": "A removed event counts as if it had never been; choices written on a user count as one step of their own time.",
      "from": [
        "reference",
        "inferred"
      ]
    },
    "R19": {
      "states": "Each regulation has a state of its own, and reads show gdpr unless they name another.",
      "from": [
        "reference",
        "inferred"
      ],
      "note": "What a default read shows of a user known only under another regulation is inferred."
    },
    "R20": {
      "states": "Proofs inside an event are stored, and their ids follow those that were sent.",
      "from": [
        "reference"
      ]
    },
    "R21": {
      "states": "An organization with a catalogue takes only ids from it; without one every id passes.",
      "from": [
        "reference",
        "inferred"
      ],
      "note": "The check is documented, its status and the empty catalogue are not."
    },
    "R22": {
      "states": "Switching integrations off changes nothing visible, and a generated TCF string is a fixed text.",
      "from": [
        "reference",
        "inferred"
      ]
    },
    "R23": {
      "states": "Pages hold 100 rows by creation time and id, with an opaque cursor that is null on the last page.",
      "from": [
        "reference",
        "inferred"
      ],
      "note": "The order is inferred, and so is the refusal of a foreign cursor."
    },
    "R24": {
      "states": "Organizations never see each other's data, and may use the same user id.",
      "from": [
        "reference",
        "inferred"
      ]
    },
    "R25": {
      "states": "Ids are random UUIDs unless the caller supplies one, which may be any text.",
      "from": [
        "reference",
        "javascript"
      ]
    },
    "R26": {
      "states": "Calls under /consents are not limited; others are 100 in 15 seconds for each organization, with the headers of the limit.",
      "from": [
        "reference"
      ],
      "note": "Off by default here."
    },
    "R27": {
      "states": "Browsers may call from any origin, and preflight requests are answered.",
      "from": [
        "fetch",
        "guide"
      ],
      "note": "The guide has browsers call; the headers follow from the standard."
    },
    "R28": {
      "states": "Every reply with a body is JSON, failures included.",
      "from": [
        "captured",
        "newsletter",
        "module"
      ]
    },
    "P1": {
      "states": "A proof is a base64 data URI of seven document types, below 15 MB, and gets an id and a size.",
      "from": [
        "reference",
        "inferred"
      ],
      "note": "Types and size are documented, the status of a refusal is not."
    },
    "E1": {
      "states": "Errors always have code, errors (an empty object), message and name.",
      "from": [
        "reference"
      ],
      "note": "The prose calls errors an array, the example shows an object."
    }
  },
  "notBuilt": {
    "N1": "The catalogue as a resource (/metadata/purposes), one-click links, reading a session and one-time passwords are no step of the guide.",
    "N2": "Webhooks and $include_full_tree are left to a later version.",
    "N3": "Real TCF strings need the vendor's lists; see R22."
  },
  "operations": {
    "createSession": {
      "weight": 1,
      "why": "Step 1 of the guide; every back end calls it before anything else.",
      "statuses": {
        "200": {
          "from": [
            "guide",
            "openapi",
            "reference",
            "captured"
          ]
        },
        "400": {
          "from": [
            "reference"
          ],
          "note": "The text for a wrong pair is documented; the other causes are put into the same family."
        }
      }
    },
    "createToken": {
      "weight": 1,
      "why": "Step 2 of the guide; once for each login.",
      "statuses": {
        "200": {
          "from": [
            "guide",
            "openapi",
            "reference",
            "captured",
            "newsletter"
          ]
        },
        "400": {
          "from": [
            "guide",
            "inferred"
          ],
          "note": "The guide says which members are required; that their lack is a 400 is inferred."
        },
        "401": {
          "from": [
            "reference",
            "feathers"
          ],
          "note": "The status is documented; name and text are the framework's."
        },
        "403": {
          "from": [
            "feathers",
            "inferred"
          ]
        }
      }
    },
    "listUsers": {
      "weight": 1,
      "why": "Steps 3 to 5 of the guide; every page view that depends on a choice.",
      "statuses": {
        "200": {
          "from": [
            "guide",
            "openapi",
            "reference",
            "module"
          ]
        },
        "400": {
          "from": [
            "reference",
            "inferred"
          ],
          "note": "That the organization is required is documented; texts are not."
        },
        "401": {
          "from": [
            "reference",
            "feathers"
          ],
          "note": "The status is documented; name and text are the framework's."
        },
        "403": {
          "from": [
            "feathers",
            "inferred"
          ]
        }
      }
    },
    "createUser": {
      "weight": 4,
      "why": "For imports; an event makes its user anyway.",
      "statuses": {
        "200": {
          "from": [
            "openapi",
            "reference"
          ]
        },
        "400": {
          "from": [
            "reference",
            "inferred"
          ],
          "note": "That the organization is required is documented; texts are not."
        },
        "401": {
          "from": [
            "reference",
            "feathers"
          ],
          "note": "The status is documented; name and text are the framework's."
        },
        "403": {
          "from": [
            "feathers",
            "inferred"
          ]
        },
        "409": {
          "from": [
            "feathers",
            "inferred"
          ]
        }
      }
    },
    "getUser": {
      "weight": 2,
      "why": "The shorter read for callers that have kept the user id.",
      "statuses": {
        "200": {
          "from": [
            "openapi",
            "reference"
          ]
        },
        "400": {
          "from": [
            "reference",
            "inferred"
          ],
          "note": "That the organization is required is documented; texts are not."
        },
        "401": {
          "from": [
            "reference",
            "feathers"
          ],
          "note": "The status is documented; name and text are the framework's."
        },
        "403": {
          "from": [
            "feathers",
            "inferred"
          ]
        },
        "404": {
          "from": [
            "feathers"
          ]
        }
      }
    },
    "updateUser": {
      "weight": 3,
      "why": "For metadata and changes of the organization's own id.",
      "statuses": {
        "200": {
          "from": [
            "openapi",
            "reference"
          ]
        },
        "400": {
          "from": [
            "reference",
            "inferred"
          ],
          "note": "That the organization is required is documented; texts are not."
        },
        "401": {
          "from": [
            "reference",
            "feathers"
          ],
          "note": "The status is documented; name and text are the framework's."
        },
        "403": {
          "from": [
            "feathers",
            "inferred"
          ]
        },
        "404": {
          "from": [
            "feathers"
          ]
        },
        "409": {
          "from": [
            "reference",
            "feathers"
          ],
          "note": "Optimistic locking is documented; its status is the framework's."
        }
      }
    },
    "deleteUser": {
      "weight": 3,
      "why": "Once for each request to be forgotten.",
      "statuses": {
        "200": {
          "from": [
            "openapi",
            "reference"
          ]
        },
        "400": {
          "from": [
            "reference",
            "inferred"
          ],
          "note": "That the organization is required is documented; texts are not."
        },
        "401": {
          "from": [
            "reference",
            "feathers"
          ],
          "note": "The status is documented; name and text are the framework's."
        },
        "403": {
          "from": [
            "feathers",
            "inferred"
          ]
        },
        "404": {
          "from": [
            "feathers"
          ]
        }
      }
    },
    "listEvents": {
      "weight": 2,
      "why": "The history that auditors and support ask for.",
      "statuses": {
        "200": {
          "from": [
            "openapi",
            "reference",
            "inferred"
          ],
          "note": "The rows are documented; limit and cursor are taken over from users."
        },
        "400": {
          "from": [
            "reference",
            "inferred"
          ],
          "note": "That the organization is required is documented; texts are not."
        },
        "401": {
          "from": [
            "reference",
            "feathers"
          ],
          "note": "The status is documented; name and text are the framework's."
        },
        "403": {
          "from": [
            "feathers",
            "inferred"
          ]
        }
      }
    },
    "createEvent": {
      "weight": 1,
      "why": "Step 6 of the guide; every choice that is saved, by back ends and browsers.",
      "statuses": {
        "200": {
          "from": [
            "guide",
            "openapi",
            "reference",
            "captured",
            "newsletter"
          ]
        },
        "400": {
          "from": [
            "reference",
            "inferred"
          ],
          "note": "That the organization is required is documented; texts are not."
        },
        "401": {
          "from": [
            "reference",
            "feathers"
          ],
          "note": "The status is documented; name and text are the framework's."
        },
        "403": {
          "from": [
            "feathers",
            "inferred"
          ]
        },
        "409": {
          "from": [
            "reference",
            "feathers"
          ],
          "note": "That an id must be new is documented; the status is the framework's."
        }
      }
    },
    "deleteEvents": {
      "weight": 5,
      "why": "For corrections by filter, which are rare.",
      "statuses": {
        "204": {
          "from": [
            "reference"
          ]
        },
        "400": {
          "from": [
            "reference",
            "inferred"
          ],
          "note": "The filter is documented as required; the status is inferred."
        },
        "401": {
          "from": [
            "reference",
            "feathers"
          ],
          "note": "The status is documented; name and text are the framework's."
        },
        "403": {
          "from": [
            "feathers",
            "inferred"
          ]
        }
      }
    },
    "getEvent": {
      "weight": 3,
      "why": "To look one event up that is already known.",
      "statuses": {
        "200": {
          "from": [
            "openapi",
            "reference"
          ]
        },
        "400": {
          "from": [
            "reference",
            "inferred"
          ],
          "note": "That the organization is required is documented; texts are not."
        },
        "401": {
          "from": [
            "reference",
            "feathers"
          ],
          "note": "The status is documented; name and text are the framework's."
        },
        "403": {
          "from": [
            "feathers",
            "inferred"
          ]
        },
        "404": {
          "from": [
            "feathers"
          ]
        }
      }
    },
    "updateEvent": {
      "weight": 3,
      "why": "To approve pending choices, the second half of a double opt-in.",
      "statuses": {
        "200": {
          "from": [
            "openapi",
            "reference"
          ]
        },
        "400": {
          "from": [
            "reference",
            "inferred"
          ],
          "note": "That the organization is required is documented; texts are not."
        },
        "401": {
          "from": [
            "reference",
            "feathers"
          ],
          "note": "The status is documented; name and text are the framework's."
        },
        "403": {
          "from": [
            "feathers",
            "inferred"
          ]
        },
        "404": {
          "from": [
            "feathers"
          ]
        }
      }
    },
    "deleteEvent": {
      "weight": 4,
      "why": "For corrections, which are rare.",
      "statuses": {
        "204": {
          "from": [
            "reference"
          ]
        },
        "400": {
          "from": [
            "reference",
            "inferred"
          ],
          "note": "That the organization is required is documented; texts are not."
        },
        "401": {
          "from": [
            "reference",
            "feathers"
          ],
          "note": "The status is documented; name and text are the framework's."
        },
        "403": {
          "from": [
            "feathers",
            "inferred"
          ]
        },
        "404": {
          "from": [
            "feathers"
          ]
        }
      }
    },
    "createProof": {
      "weight": 4,
      "why": "For consent given on paper.",
      "statuses": {
        "200": {
          "from": [
            "openapi",
            "reference"
          ]
        },
        "400": {
          "from": [
            "reference",
            "inferred"
          ],
          "note": "Types and size are documented; the status of a refusal is inferred."
        },
        "401": {
          "from": [
            "reference",
            "feathers"
          ],
          "note": "The status is documented; name and text are the framework's."
        },
        "403": {
          "from": [
            "feathers",
            "inferred"
          ]
        }
      }
    },
    "getProof": {
      "weight": 5,
      "why": "Only when the paper itself is asked for.",
      "statuses": {
        "200": {
          "from": [
            "openapi",
            "reference"
          ]
        },
        "400": {
          "from": [
            "reference",
            "inferred"
          ],
          "note": "That the organization is required is documented; texts are not."
        },
        "401": {
          "from": [
            "reference",
            "feathers"
          ],
          "note": "The status is documented; name and text are the framework's."
        },
        "403": {
          "from": [
            "feathers",
            "inferred"
          ]
        },
        "404": {
          "from": [
            "feathers"
          ]
        }
      }
    }
  },
  "common": {
    "400": {
      "from": [
        "feathers",
        "inferred"
      ],
      "note": "A path that cannot be decoded."
    },
    "404": {
      "from": [
        "recorded404",
        "feathers"
      ]
    },
    "405": {
      "from": [
        "feathers"
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
        "reference",
        "feathers"
      ],
      "note": "The status is documented; the name is the framework's."
    },
    "500": {
      "from": [
        "feathers"
      ],
      "note": "By fault injection only."
    }
  },
  "missing": [
    {
      "about": "R5",
      "settles": [
        "R3"
      ],
      "operations": [
        "listUsers",
        "getUser",
        "createEvent",
        "listEvents",
        "getEvent",
        "createToken"
      ],
      "statuses": [
        "403"
      ],
      "question": "What does a consent token get when it names another user, and what is inside the token?",
      "how": "Mint tokens for two test users; read one user with the other's token, note status, name and message, and decode the token's claims."
    },
    {
      "about": "R10",
      "settles": [
        "R12"
      ],
      "operations": [
        "createEvent",
        "listUsers"
      ],
      "question": "Does a null or absent answer keep an earlier one, and do vendors leave the opposite list?",
      "how": "Record true, then null, then nothing for one purpose, and a vendor in both lists in turn; read the user after each event."
    },
    {
      "about": "createSession",
      "statuses": [
        "400"
      ],
      "question": "Is a disabled key, a missing member or the type email refused by the same 400?",
      "how": "Sign in with a disabled key, without the secret, and with the type email; keep the three bodies."
    },
    {
      "about": "createToken",
      "operations": [
        "listUsers",
        "createUser",
        "getUser",
        "updateUser",
        "deleteUser",
        "createEvent",
        "deleteEvents",
        "updateEvent",
        "deleteEvent",
        "createProof",
        "getProof"
      ],
      "statuses": [
        "403"
      ],
      "question": "What do the errors for a consent token out of its bounds, another organization and an account without the Consents API look like?",
      "how": "Call each with a consent token and with a foreign organization_id; compare status, name and message."
    },
    {
      "about": "R17",
      "operations": [
        "createEvent",
        "updateEvent",
        "deleteEvent"
      ],
      "question": "Does the creation date or the date of change decide which of two events is later?",
      "how": "Record an event of today, import one dated last year, then change the old one; read the user each time."
    },
    {
      "about": "R23",
      "operations": [
        "listUsers",
        "listEvents"
      ],
      "question": "How are lists sorted, what do limit and cursor hold, and what does a broken cursor get?",
      "how": "List users of an organization that has more than 100, follow the cursor, then alter one character of it."
    },
    {
      "about": "getUser",
      "operations": [
        "updateUser",
        "deleteUser",
        "getEvent",
        "updateEvent",
        "deleteEvent",
        "getProof"
      ],
      "statuses": [
        "404"
      ],
      "question": "What is the body of a 404 for an unknown record?",
      "how": "Read, change and delete a random UUID with a good token."
    },
    {
      "about": "R19",
      "operations": [
        "getUser",
        "listUsers"
      ],
      "question": "What do default reads show of a user who is known only under another regulation?",
      "how": "Record a single cpra event for a new user, then read the user by id and in the list without naming a regulation."
    },
    {
      "about": "createUser",
      "statuses": [
        "409"
      ],
      "operations": [
        "updateUser",
        "createEvent"
      ],
      "question": "Which status and message refuse an id that is taken, or a stale version?",
      "how": "Create the same user twice, post the same event id twice, and change a user with an old version."
    }
  ]
};
