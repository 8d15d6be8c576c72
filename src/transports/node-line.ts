import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { BodyReader, Stopping } from "#engine/contract/exchange.ts";

/** A request that waits for its reply. */
export interface PendingReply {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly next: ((error?: unknown) => void) | undefined;
  /** Reads the body, if that takes more than reading the request stream. */
  readonly readBody: BodyReader | undefined;
  /** Signals the stop of the server, if it is standin's own. */
  readonly stopping: Stopping | undefined;
}

/** Pending exchanges of one connection. A client may send requests without waiting for replies (pipelining). */
interface Line {
  /** The latest response that was worked on. Those before it are finished when it is. */
  latest: ServerResponse | undefined;
  /** Bytes of replies since all were finished. */
  unsentBytes: number;
  /** Requests whose replies are not there yet, or come in pieces. */
  underWay: number;
  waiting: PendingReply[];
}

const LINE = Symbol("line");
type Carrier = Socket & { [LINE]?: Line };

/**
 * Takes the requests of each connection in turn: while a reply is still to come, or more bytes are unsent than may be, the next
 * request waits, and nothing more is read from the connection. So a client cannot cause more replies than it reads.
 */
export interface Lines {
  /** A request has arrived: it is worked on at once, or later. */
  enter(arrival: PendingReply): void;
  /** Its reply is still to come. */
  begin(arrival: PendingReply): void;
  /** The same reply is there, or its last piece. */
  end(arrival: PendingReply): void;
  /** Counts a reply that is about to be sent. */
  count(arrival: PendingReply, bytes: number): void;
}

/**
 * @param limitBytes of replies that a connection may have unsent when its next request is worked on
 * @param work answers a request
 */
export function createLines(limitBytes: number, work: (arrival: PendingReply) => void): Lines {
  const isBusy = (line: Line): boolean => {
    if (line.underWay > 0) return true;
    if (line.unsentBytes === 0) return false;
    if (line.latest?.writableFinished === true) line.unsentBytes = 0;
    return line.unsentBytes > limitBytes;
  };

  const start = (line: Line, arrival: PendingReply): void => {
    line.latest = arrival.response;
    work(arrival);
  };

  const goOn = (line: Line, socket: Socket): void => {
    while (line.waiting.length > 0 && !isBusy(line)) {
      const next = line.waiting.shift();
      if (next !== undefined) start(line, next);
    }
    if (line.waiting.length === 0) release(socket);
    else if (line.underWay === 0) line.latest?.once("close", () => goOn(line, socket));
  };

  const wait = (line: Line, arrival: PendingReply): void => {
    const { socket } = arrival.request;
    if (line.waiting.push(arrival) > 1) return;
    hold(socket);
    socket.once("close", () => {
      line.waiting = [];
    });
    if (line.underWay === 0) line.latest?.once("close", () => goOn(line, socket));
  };

  return {
    enter(arrival) {
      const line = lineOf(arrival.request.socket);
      if (line.waiting.length > 0 || isBusy(line)) wait(line, arrival);
      else start(line, arrival);
    },
    begin({ request }) {
      lineOf(request.socket).underWay += 1;
    },
    end({ request: { socket } }) {
      const line = lineOf(socket);
      line.underWay -= 1;
      if (line.waiting.length > 0) goOn(line, socket);
    },
    count({ request }, bytes) {
      lineOf(request.socket).unsentBytes += bytes;
    },
  };
}

function lineOf(socket: Carrier): Line {
  socket[LINE] ??= { latest: undefined, unsentBytes: 0, underWay: 0, waiting: [] };
  return socket[LINE];
}

/** Pauses reading from a connection. Node itself would resume after any reply is sent. */
function hold(socket: Socket): void {
  socket.pause();
  socket.resume = () => socket;
}

function release(socket: Socket): void {
  if (!Object.hasOwn(socket, "resume")) return;
  Reflect.deleteProperty(socket, "resume");
  socket.resume();
}
