import type net from "node:net";
import tls from "node:tls";

/** A socket as Node's own code sees it. */
type InnerSocket = Omit<net.Socket, "_read" | "_write" | "_writev" | "_final"> & {
  _handle: Handle | null;
  _unrefTimer?(): void;
  _read(): void;
  _write(chunk: string | Uint8Array, encoding: BufferEncoding, done: Done): void;
  _writev: null;
  _final(done: Done): void;
};

interface Handle {
  readonly _parentWrap?: unknown;
  readStop?(): void;
  close(): void;
}

type Done = (error?: Error | null) => void;

/** Whether a socket has a connection of its own, which can be exchanged. One with TLS over another connection has not. */
export function isDivertible(socket: net.Socket): boolean {
  const { _handle } = socket as unknown as InnerSocket;
  return !socket.destroyed && !socket.readableEnded && Boolean(_handle) && !_handle?._parentWrap;
}

/** Calls back once a socket is connected, and TLS is agreed on. It never does if that fails: the socket emits the error. */
export function whenConnected(socket: net.Socket, run: () => void): void {
  if (socket instanceof tls.TLSSocket && (socket as { secureConnecting?: boolean }).secureConnecting === true)
    socket.once("secureConnect", run);
  else if (socket.connecting) socket.once("connect", run);
  else run();
}

/**
 * Closes the connection of a socket, and leads what its program writes and reads from now on over another one. The program does not
 * notice.
 */
export function divert(given: net.Socket, to: net.Socket): void {
  const socket = given as unknown as InnerSocket;
  const handle = socket._handle;
  // Without its handle Node's own code cannot send anything, even if TLS is added to the socket.
  socket._handle = null;
  handle?.readStop?.();
  handle?.close();
  const touch = (): void => socket._unrefTimer?.();
  socket._read = () => to.resume();
  socket._write = (chunk, encoding, done) => {
    touch();
    to.write(chunk, encoding, done);
  };
  // Pieces that have waited are written one by one.
  socket._writev = null;
  socket._final = (done) => to.end(() => done());
  to.on("data", (piece: Buffer) => {
    touch();
    if (!socket.push(piece)) to.pause();
  });
  to.once("end", () => socket.push(null));
  to.once("error", (error) => socket.destroy(error));
  to.once("close", () => {
    if (!to.readableEnded) socket.destroy();
  });
  socket.once("close", () => to.destroy());
}
