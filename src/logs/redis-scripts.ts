/*
 * What Redis runs as one step. All keys of a world share a hash slot: `m` its head, `r` its rows, `l` those that copies leave
 * out, `e` its latest entries, the newest first.
 */

/** How many entries are kept of a world. A process that is further behind reads the whole world. */
const TAIL = 512;
/** A world that was dropped keeps its number that long, so that a loss of data can be told from it. */
const DROPPED_SECONDS = 7 * 24 * 3600;

/** Answers what has come since the head that a process knows. */
const SINCE = `
local function since(base, known, number)
  local m = base .. 'm'
  local head = redis.call('HGET', m, 'head') or ''
  if head == known then return {'level'} end
  local behind = tonumber(redis.call('HGET', m, 'n') or '0') - tonumber(number)
  if behind < 1 then return {'lost'} end
  local oldest = redis.call('LINDEX', base .. 'e', behind - 1)
  if not oldest then return {'reload'} end
  if string.sub(oldest, 1, string.len(known) + 1) ~= known .. ' ' then return {'lost'} end
  return {'entries', redis.call('LRANGE', base .. 'e', 0, behind - 1)}
end
`;

/** Arguments: the head that is known, and its number. */
const CATCH_UP = `${SINCE}
return since(KEYS[1], ARGV[1], ARGV[2])
`;

/** Arguments: the head before, the new one, the head that is known for certain with its number, the entry, then changes. */
const APPEND = `${SINCE}
local base = KEYS[1]
local m = base .. 'm'
if (redis.call('HGET', m, 'head') or '') ~= ARGV[1] then return since(base, ARGV[3], ARGV[4]) end
redis.call('HSET', m, 'head', ARGV[2], 'live', '1')
redis.call('HINCRBY', m, 'n', 1)
redis.call('LPUSH', base .. 'e', ARGV[1] .. ' ' .. ARGV[2] .. ' ' .. ARGV[5])
redis.call('LTRIM', base .. 'e', 0, ${TAIL - 1})
redis.call('PERSIST', m)
redis.call('PERSIST', base .. 'e')
local at = 6
while at <= #ARGV do
  local what = ARGV[at]
  if what == 'set' then
    redis.call('HSET', base .. ARGV[at + 1], ARGV[at + 2], ARGV[at + 3])
  elseif what == 'delete' then
    redis.call('HDEL', base .. ARGV[at + 1], ARGV[at + 2])
  elseif what == 'replace' then
    redis.call('DEL', base .. 'r')
    if redis.call('EXISTS', base .. ARGV[at + 1]) == 1 then
      redis.call('RENAME', base .. ARGV[at + 1], base .. 'r')
      redis.call('PERSIST', base .. 'r')
    end
    redis.call('HSET', m, 'live', '1')
  elseif what == 'create' then
    redis.call('DEL', base .. 'r', base .. 'l')
    redis.call('HSET', m, 'live', '1')
  elseif what == 'drop' then
    redis.call('DEL', base .. 'r', base .. 'l')
    redis.call('HSET', m, 'live', '0')
  end
  at = at + 4
end
if redis.call('HGET', m, 'live') == '0' then
  redis.call('EXPIRE', m, ${DROPPED_SECONDS})
  redis.call('EXPIRE', base .. 'e', ${DROPPED_SECONDS})
end
return {'stored'}
`;

/** The whole world. */
const READ = `
local base = KEYS[1]
local meta = redis.call('HMGET', base .. 'm', 'head', 'n', 'live')
if meta[3] ~= '1' or ARGV[1] == 'head' then return {meta[1] or '', meta[2] or '0', meta[3] or '0'} end
return {meta[1], meta[2], '1', redis.call('HGETALL', base .. 'r'), redis.call('HGETALL', base .. 'l')}
`;

/** Arguments: who asks, and for how long; 0 gives it back. */
const LEASE = `
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
if ARGV[2] == '0' then redis.call('DEL', KEYS[1]) else redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2]) end
return 1
`;

export const SCRIPTS = {
  standinCatchUp: { lua: CATCH_UP, numberOfKeys: 1 },
  standinAppend: { lua: APPEND, numberOfKeys: 1 },
  standinLease: { lua: LEASE, numberOfKeys: 1 },
  standinRead: { lua: READ, numberOfKeys: 1 },
} as const;
