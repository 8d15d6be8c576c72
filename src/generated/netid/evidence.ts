// Written by `npm run generate`. Do not edit: change mocks/<provider>/evidence.yaml.

import type { components } from "../evidence-types.ts";

export const evidence: components["schemas"]["Evidence"] = {
  "sources": {
    "page": {
      "kind": "founding-document",
      "what": "The vendor's page on the browser-based API, documentation 1.5",
      "since": "2022-05"
    },
    "docs14": {
      "kind": "vendor-documentation",
      "what": "The vendor's documentation 1.4, the generation before",
      "since": "2021-03"
    },
    "docs15": {
      "kind": "vendor-documentation",
      "what": "Other pages of the vendor's documentation 1.5 (server-based API, export, QA hosts)",
      "since": "2022-05"
    },
    "docs16": {
      "kind": "vendor-documentation",
      "what": "The vendor's documentation 1.6, with the second generation of media types",
      "undated": "The vendor's changelog dates 1.4 and 1.5, and ends in March 2023 without this version."
    },
    "android": {
      "kind": "client-code",
      "what": "The vendor's Android SDK",
      "undated": "The source bears no date known to us."
    },
    "ios": {
      "kind": "client-code",
      "what": "The vendor's iOS SDK, two versions",
      "undated": "The source bears no date known to us."
    },
    "usercentrics": {
      "kind": "client-code",
      "what": "The netID script of Usercentrics",
      "undated": "The source bears no date known to us."
    },
    "sourcepoint": {
      "kind": "client-code",
      "what": "A German publisher's script for Sourcepoint",
      "undated": "The source bears no date known to us."
    },
    "spring": {
      "kind": "framework",
      "what": "Negotiation, preflights and error bodies of Spring, which hosts and errors point to",
      "undated": "A convention of the framework over many versions."
    },
    "fetch": {
      "kind": "framework",
      "what": "The Fetch standard's rules for calls across origins",
      "undated": "A living standard."
    },
    "tcf": {
      "kind": "framework",
      "what": "The consent string of the IAB's Transparency and Consent Framework, version 2",
      "since": "2019-08"
    },
    "inferred": {
      "kind": "inferred",
      "what": "Our own reading where no source says anything",
      "since": "2026-11"
    }
  },
  "rules": {
    "R1": {
      "states": "There is one record for each user and TAPP, and no TAPP sees another's.",
      "from": [
        "docs15"
      ]
    },
    "R2": {
      "states": "A write sets the members it has and leaves the others alone, their times included.",
      "from": [
        "docs14",
        "inferred"
      ],
      "note": "That writing an equal value renews its time is inferred."
    },
    "R3": {
      "states": "One bad member refuses the whole write.",
      "from": [
        "inferred"
      ]
    },
    "R4": {
      "states": "Times are ISO 8601 in UTC with milliseconds.",
      "from": [
        "android",
        "inferred"
      ],
      "note": "That they are text is seen; the format is inferred."
    },
    "R5": {
      "states": "Partners read DATASHARE and cannot write it.",
      "from": [
        "page"
      ]
    },
    "R6": {
      "states": "A user has one tpid, a sync_id for each TAPP from the first write on, and an etpid that changes each day.",
      "from": [
        "docs15",
        "docs16",
        "usercentrics",
        "inferred"
      ],
      "note": "The formats are inferred."
    },
    "R7": {
      "states": "The consent as stored after the request decides whether the tpid shows; withdrawing deletes nothing.",
      "from": [
        "page",
        "docs15"
      ]
    },
    "R8": {
      "states": "Without a decision the first generation has an IDCONSENT entry with status null, the second none.",
      "from": [
        "page",
        "docs16",
        "inferred"
      ],
      "note": "The founding document says null, and a public script fails without the entry. Its time is inferred. The seed can omit it."
    },
    "R9": {
      "states": "Reading, consenting, withdrawing and consenting again show one tpid, one sync_id and the times of real writes.",
      "from": [
        "page",
        "docs15",
        "inferred"
      ]
    },
    "R10": {
      "states": "Accept alone decides the shape of a reply, which is sent as the type that was chosen.",
      "from": [
        "page",
        "docs16"
      ]
    },
    "R11": {
      "states": "Without Accept the plain first generation is sent, weights and lists count, and any other type is 406.",
      "from": [
        "spring",
        "inferred"
      ]
    },
    "R12": {
      "states": "A write may name the read types in Accept, which then mean the matching ones.",
      "from": [
        "ios"
      ]
    },
    "R13": {
      "states": "A write of another content type is 415.",
      "from": [
        "spring"
      ]
    },
    "R14": {
      "states": "Path and method come first, then the kind of caller, Accept, Content-Type, partner, user and body.",
      "from": [
        "inferred"
      ]
    },
    "R15": {
      "states": "A browser's read without a good TAPP is 400 with a code of its own, and 403 where the origin does not fit.",
      "from": [
        "docs14",
        "docs16",
        "usercentrics",
        "inferred"
      ],
      "note": "The founding document lists neither 400 code."
    },
    "R16": {
      "states": "A browser's write without a good TAPP is always 403; a server's call with an Origin is 403 ahead of its token.",
      "from": [
        "page",
        "docs15",
        "inferred"
      ]
    },
    "R17": {
      "states": "A missing, a broken and an orphaned cookie or token have each a code of their own.",
      "from": [
        "page",
        "docs15"
      ]
    },
    "R18": {
      "states": "A body that is absent, unreadable, wrong or empty has one of four codes.",
      "from": [
        "page",
        "docs14",
        "spring"
      ],
      "note": "Unknown members are an error by the older page; a null member counts as absent by the framework."
    },
    "R19": {
      "states": "Method, status and code are what callers may rely on; the text of an error is free.",
      "from": [
        "sourcepoint",
        "android",
        "ios",
        "inferred"
      ]
    },
    "R20": {
      "states": "Every answer about a TAPP to one of its origins names that origin and allows the cookie, refusals included.",
      "from": [
        "page",
        "docs15",
        "usercentrics",
        "sourcepoint",
        "inferred"
      ],
      "note": "Success is documented; refusals follow from scripts that read their codes."
    },
    "R21": {
      "states": "A preflight is judged by the same origins, with the TAPP of its query.",
      "from": [
        "fetch",
        "inferred"
      ]
    },
    "R22": {
      "states": "Login sets an encrypted cookie for the vendor's domain, which partners cannot read.",
      "from": [
        "docs15",
        "inferred"
      ],
      "note": "Its attributes are inferred."
    },
    "R23": {
      "states": "The cookie's expiry stands inside it, and neither reads nor writes renew it.",
      "from": [
        "inferred"
      ]
    },
    "R24": {
      "states": "Clients treat the cookie as opaque, and one changed byte spoils it.",
      "from": [
        "docs15",
        "inferred"
      ]
    },
    "R25": {
      "states": "Where the browser withholds the cookie, a user who is logged in looks like none.",
      "from": [
        "docs15",
        "inferred"
      ],
      "note": "The case is documented, its code is inferred."
    },
    "R26": {
      "states": "A TC string has the letters of base64url and dots, no padding and no empty segment.",
      "from": [
        "tcf"
      ]
    },
    "R27": {
      "states": "Its first segment is a complete core of version 2 with a CMP.",
      "from": [
        "tcf"
      ]
    },
    "R28": {
      "states": "Later segments are of types 1 to 3, repeated or not; a second core is refused.",
      "from": [
        "tcf",
        "usercentrics",
        "inferred"
      ]
    },
    "R29": {
      "states": "What the reference decoder lets pass or throws is checked around it.",
      "from": [
        "tcf"
      ]
    },
    "R30": {
      "states": "Strings for several services are accepted, and every string is returned byte for byte.",
      "from": [
        "docs15",
        "inferred"
      ],
      "note": "The vendor says it stores service-specific strings; whether it refuses others is not known."
    },
    "R31": {
      "states": "A set of good and bad strings is kept as fixtures.",
      "from": [
        "tcf"
      ]
    },
    "B1": {
      "states": "A server's Bearer token names user and TAPP, lives 500 seconds, and is refused with 400.",
      "from": [
        "docs15",
        "android",
        "ios"
      ],
      "note": "The vendor's samples show 499 and 500 seconds."
    },
    "M1": {
      "states": "The second generation of media types shows the identifiers that were asked for, as an object.",
      "from": [
        "docs16",
        "ios",
        "usercentrics"
      ]
    },
    "P1": {
      "states": "Preflights of registered origins are granted for the path's method, and never for a Bearer token.",
      "from": [
        "fetch",
        "spring"
      ]
    },
    "X1": {
      "states": "The export lists what changed since a date, for one TAPP or several of a CMP.",
      "from": [
        "docs15",
        "docs16",
        "inferred"
      ],
      "note": "Types and keys without audit are inferred."
    },
    "E1": {
      "states": "Errors have a numeric status, a code, and a text.",
      "from": [
        "android",
        "ios",
        "sourcepoint"
      ],
      "note": "The vendor prints no error body."
    }
  },
  "notBuilt": {
    "N1": "The broker that issues Bearer tokens is a service of its own.",
    "N2": "The health document and the media types of the first generation are not called by the clients of today."
  },
  "operations": {
    "readStatus": {
      "weight": 1,
      "why": "The call of the founding document; every page view of a partner's site.",
      "statuses": {
        "200": {
          "from": [
            "page",
            "docs16",
            "android",
            "ios",
            "usercentrics",
            "sourcepoint"
          ]
        },
        "400": {
          "from": [
            "page",
            "docs14",
            "docs15",
            "docs16",
            "usercentrics"
          ],
          "note": "The codes for a missing and a malformed tapp_id are not in the founding document."
        },
        "403": {
          "from": [
            "page",
            "docs15"
          ]
        },
        "406": {
          "from": [
            "spring"
          ]
        },
        "410": {
          "from": [
            "page"
          ]
        }
      }
    },
    "preflightStatus": {
      "weight": 5,
      "why": "Reading needs no preflight; only odd clients send one.",
      "statuses": {
        "200": {
          "from": [
            "fetch"
          ]
        },
        "403": {
          "from": [
            "spring"
          ]
        }
      }
    },
    "writePermissions": {
      "weight": 1,
      "why": "The other call of the founding document; every decision of a user.",
      "statuses": {
        "201": {
          "from": [
            "page",
            "docs15",
            "docs16",
            "android",
            "ios"
          ],
          "note": "The content type of the reply is inferred."
        },
        "400": {
          "from": [
            "page",
            "docs14",
            "docs15"
          ]
        },
        "403": {
          "from": [
            "page",
            "docs15"
          ]
        },
        "406": {
          "from": [
            "spring"
          ]
        },
        "410": {
          "from": [
            "page"
          ]
        },
        "415": {
          "from": [
            "spring"
          ]
        }
      }
    },
    "preflightPermissions": {
      "weight": 2,
      "why": "Browsers send one ahead of every write that they do not remember.",
      "statuses": {
        "200": {
          "from": [
            "fetch"
          ]
        },
        "403": {
          "from": [
            "spring"
          ]
        }
      }
    },
    "exportPermissions": {
      "weight": 3,
      "why": "Run by back offices once a day or less.",
      "statuses": {
        "200": {
          "from": [
            "docs15",
            "docs16",
            "inferred"
          ],
          "note": "The audit forms are documented, the others inferred."
        },
        "400": {
          "from": [
            "docs15",
            "spring"
          ],
          "note": "The status is documented, the body is the framework's."
        },
        "401": {
          "from": [
            "docs15",
            "spring"
          ],
          "note": "The status is documented, body and header are the framework's."
        },
        "403": {
          "from": [
            "docs15",
            "spring"
          ],
          "note": "The status is documented, the body is the framework's."
        },
        "406": {
          "from": [
            "spring"
          ]
        }
      }
    }
  },
  "common": {
    "400": {
      "from": [
        "spring",
        "inferred"
      ],
      "note": "By fault injection only: no path has a parameter to decode."
    },
    "404": {
      "from": [
        "spring"
      ]
    },
    "405": {
      "from": [
        "spring"
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
        "spring"
      ],
      "note": "By fault injection only."
    },
    "500": {
      "from": [
        "spring"
      ],
      "note": "By fault injection only."
    }
  },
  "missing": [
    {
      "about": "readStatus",
      "settles": [
        "R11",
        "R14"
      ],
      "operations": [
        "writePermissions",
        "exportPermissions"
      ],
      "statuses": [
        "406"
      ],
      "question": "What does a read without Accept, or with an unknown type, get, and which of two faults is answered first?",
      "how": "Read with no Accept, with text/html, and with an unknown type while the cookie is missing; keep status and body."
    },
    {
      "about": "R8",
      "operations": [
        "readStatus"
      ],
      "statuses": [
        "200"
      ],
      "question": "Is there an IDCONSENT entry when only a TC string is stored, and what stands for a decision that was never made?",
      "how": "As a fresh user write a TC string alone, then read by each media type."
    },
    {
      "about": "writePermissions",
      "settles": [
        "R3",
        "R13"
      ],
      "statuses": [
        "400",
        "415"
      ],
      "question": "Does one bad member refuse the whole write, and what do unknown members and content types get?",
      "how": "Write VALID with a broken TC string, read what is stored, then send an unknown member and application/json."
    },
    {
      "about": "R20",
      "settles": [
        "R21"
      ],
      "operations": [
        "readStatus",
        "writePermissions"
      ],
      "statuses": [
        "400",
        "403",
        "410"
      ],
      "question": "Which refusals carry CORS headers?",
      "how": "From a registered origin provoke each code in a browser's console, and see which of them the script can read."
    },
    {
      "about": "R23",
      "settles": [
        "R26",
        "R27",
        "R29",
        "R31"
      ],
      "operations": [
        "writePermissions",
        "readStatus"
      ],
      "question": "How long does a login last, is it renewed by use, and which TC strings are refused?",
      "how": "Log in, read once an hour until the code changes, and write each string of rule R31."
    },
    {
      "about": "preflightPermissions",
      "settles": [
        "P1"
      ],
      "operations": [
        "preflightStatus"
      ],
      "question": "Which status, methods, headers and age does a preflight get, and what does an unregistered origin see?",
      "how": "Send OPTIONS with a registered and with an invented Origin, and keep the headers of both."
    },
    {
      "about": "exportPermissions",
      "statuses": [
        "200",
        "400",
        "401",
        "403"
      ],
      "question": "Which keys do exports without audit have, do they name users who withdrew, and what is in an error?",
      "how": "Export one TAPP by both types after a test user has withdrawn, then without q.date.ge and with a wrong password."
    }
  ]
};
