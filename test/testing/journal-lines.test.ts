import { expect, it } from "vitest";
import { toJournalText } from "#testing/journal-lines.ts";

const exchange = {
  number: 7,
  at: "2024-01-01T00:00:00.000Z",
  provider: "toy",
  operationId: "moveNote",
  request: { method: "PUT", path: "/~w/toy/notes/1", query: "", headers: {} },
  reply: { status: 200, headers: {} },
  changes: [],
};
const event = {
  number: 1,
  provider: "toy",
  at: exchange.at,
  type: "note.moved",
  url: "http://127.0.0.1:9/",
  state: "failed" as const,
};
const attempt = { at: exchange.at, headers: {}, body: "{}" };

it("shows what an exchange changed, and what became of the webhooks", () => {
  const changes = [
    { collection: "notes", key: "1", after: { text: "a" } },
    { collection: "notes", key: "2", before: { text: "b" } },
    {
      collection: "notes",
      key: "3",
      before: { text: "c", at: 1, same: [1] },
      after: { text: "d", by: "x".repeat(80), same: [1] },
    },
  ];
  const text = toJournalText({
    world: "w",
    exchanges: [{ ...exchange, changes, changesOmitted: 2 }],
    events: [
      {
        ...event,
        attempts: [
          { ...attempt, status: 503 },
          { ...attempt, error: "refused" },
        ],
      },
    ],
    inspectorUrl: "http://localhost:4700/_standin/#/worlds/w/exchanges",
  });
  expect(text.split("\n")).toEqual([
    "The journal of the world w:",
    "   7  200  PUT /toy/notes/1  toy moveNote",
    "      + notes 1",
    "      - notes 2",
    `      ~ notes 3: text "c" → "d", at 1 → absent, by absent → "${"x".repeat(59)}…`,
    "      (2 changes are too large to be kept)",
    "Its webhooks:",
    "   1  failed  note.moved to http://127.0.0.1:9/, answered 503, no answer (refused)",
    "Look at it in the inspector: http://localhost:4700/_standin/#/worlds/w/exchanges",
  ]);
});

it.each([
  [20, 0],
  [21, 1],
])("of %i changes it leaves out %i", (count, more) => {
  const changes = Array.from({ length: count }, (_, at) => ({ collection: "notes", key: String(at), after: {} }));
  const text = toJournalText({ world: "w", exchanges: [{ ...exchange, changes }], events: [] });
  expect(text.match(/ \+ notes/g)).toHaveLength(20);
  expect(/… and (\d+) more/.exec(text)?.[1] ?? "0").toBe(String(more));
});
