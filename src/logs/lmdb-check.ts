import { closeSync, fstatSync, openSync, readSync } from "node:fs";

/*
 * LMDB trusts its file: a damaged page ends the process, without a word. So the pages are looked at first: those that the file's
 * newest version uses, and of each only what LMDB follows.
 */

export const PAGE_BYTES = 4096;
const HEAD_BYTES = 24;
const FLAGS_AT = 18;
const LOWER_AT = 20;
const UPPER_AT = 22;

/** What a page holds. */
const BRANCH = 1;
const LEAF = 2;
const OVERFLOW = 4;
const META = 8;

const MAGIC = 0xbeef_c0de;
const VERSION = 2;
const NO_PAGE = 0xffff_ffff_ffff_ffffn;
/** A record of a tree: its page size, depth, counts of pages and entries, and its root. */
const TREE_BYTES = 48;
/** Mark, version, address and size of the map come first; then the records of the free pages, and of the entries. */
const TREES_AT = HEAD_BYTES + 24;
const TRANSACTION_AT = TREES_AT + 2 * TREE_BYTES + 8;
const DEPTH_AT = 6;
const ROOT_AT = 40;

const NODE_HEAD_BYTES = 8;
/** The value lies on pages of its own. */
const BIG = 1;
const MOST_DEPTH = 32;

/** Reads pages of a file. */
class Pages {
  readonly #file: number;
  readonly count: number;

  constructor(file: number) {
    this.#file = file;
    this.count = Math.floor(fstatSync(file).size / PAGE_BYTES);
  }

  read(number: number): Buffer {
    if (!(number < this.count)) throw new Error(`page ${number} is missing: the file has ${this.count}`);
    const page = Buffer.allocUnsafe(PAGE_BYTES);
    if (readSync(this.#file, page, 0, PAGE_BYTES, number * PAGE_BYTES) !== PAGE_BYTES)
      throw new Error(`page ${number} is missing`);
    return page;
  }
}

/**
 * Looks at all pages that a database's file uses.
 *
 * @throws Error that says what is wrong; an error of the system if it cannot be read
 */
export function checkDatabaseFile(path: string): void {
  const file = openSync(path, "r");
  try {
    const pages = new Pages(file);
    const metas = [pages.read(0), pages.read(1)];
    for (const [number, meta] of metas.entries())
      if (
        meta.readUInt16LE(FLAGS_AT) !== META ||
        meta.readUInt32LE(HEAD_BYTES) !== MAGIC ||
        meta.readUInt32LE(HEAD_BYTES + 4) !== VERSION ||
        meta.readUInt16LE(TREES_AT) !== (PAGE_BYTES & 0xffff)
      )
        throw new Error(`page ${number} is not the head of a database`);
    const [first, second] = metas as [Buffer, Buffer];
    const newest = first.readBigUInt64LE(TRANSACTION_AT) > second.readBigUInt64LE(TRANSACTION_AT) ? first : second;
    for (const at of [TREES_AT, TREES_AT + TREE_BYTES]) checkTree(pages, newest.subarray(at, at + TREE_BYTES));
  } finally {
    closeSync(file);
  }
}

function checkTree(pages: Pages, tree: Buffer): void {
  const root = tree.readBigUInt64LE(ROOT_AT);
  if (root === NO_PAGE) return;
  const depth = tree.readUInt16LE(DEPTH_AT);
  if (depth < 1 || depth > MOST_DEPTH) throw new Error(`a tree has a depth of ${depth}`);
  checkPage(pages, Number(root), depth);
}

function checkPage(pages: Pages, number: number, depth: number): void {
  const page = pages.read(number);
  // Places within a page count from the end of its head.
  const lower = HEAD_BYTES + page.readUInt16LE(LOWER_AT);
  const upper = HEAD_BYTES + page.readUInt16LE(UPPER_AT);
  const isLeaf = depth === 1;
  if (
    Number(page.readBigUInt64LE(0)) !== number ||
    (page.readUInt16LE(FLAGS_AT) & (BRANCH | LEAF | OVERFLOW | META)) !== (isLeaf ? LEAF : BRANCH) ||
    lower > upper ||
    upper > PAGE_BYTES ||
    lower % 2 !== 0
  )
    throw new Error(`page ${number} is damaged`);
  for (let at = HEAD_BYTES; at < lower; at += 2) {
    const node = HEAD_BYTES + page.readUInt16LE(at);
    if (node < upper || node + NODE_HEAD_BYTES > PAGE_BYTES) throw new Error(`page ${number} is damaged`);
    const end = node + NODE_HEAD_BYTES + page.readUInt16LE(node + 6);
    const low = page.readUInt32LE(node);
    const flags = page.readUInt16LE(node + 4);
    if (end > PAGE_BYTES) throw new Error(`page ${number} is damaged`);
    if (!isLeaf) checkPage(pages, low + flags * 2 ** 32, depth - 1);
    else if ((flags & BIG) === 0) {
      if (end + low > PAGE_BYTES) throw new Error(`page ${number} is damaged`);
    } else checkBig(pages, page, number, end, low);
  }
}

/** A value on pages of its own: the first of them says how many. */
function checkBig(pages: Pages, page: Buffer, number: number, at: number, bytes: number): void {
  if (at + 8 > PAGE_BYTES) throw new Error(`page ${number} is damaged`);
  const first = Number(page.readBigUInt64LE(at));
  const head = pages.read(first);
  const count = head.readUInt32LE(LOWER_AT);
  if (
    Number(head.readBigUInt64LE(0)) !== first ||
    (head.readUInt16LE(FLAGS_AT) & OVERFLOW) === 0 ||
    count * PAGE_BYTES < HEAD_BYTES + bytes ||
    first + count > pages.count
  )
    throw new Error(`page ${first} is damaged`);
}
