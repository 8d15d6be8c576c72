/**
 * A seed with as many netID users as the writes of a benchmark need, each with a Bearer token: the Permission Center knows
 * only users who exist.
 */
const PEOPLE = 20_000;
const tapp_id = "00000000-0000-4000-8000-000000000001";
const people = Array.from({ length: PEOPLE }, (_, index) => `person-${String(index).padStart(5, "0")}`);

export default {
  netid: {
    users: ["alice", ...people].map((id) => ({ id })),
    bearer_tokens: [
      { token: "standin-token", user: "alice", tapp_id },
      ...people.map((user) => ({ token: `token-of-${user}`, user, tapp_id })),
    ],
  },
};
