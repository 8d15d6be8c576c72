import { expect, it } from "vitest";
import { findHost } from "#transports/node-targets.ts";

const HOSTS = new Set(["api.didomi.io"]);

it.each(["api.didomi.io", "API.Didomi.io", "api.didomi.io.", "api。didomi。io", "ａｐｉ.didomi.io", "api．didomi｡io"])(
  "finds a host however its name is written, as Node looks it up: %s",
  (name) => {
    expect(findHost(name, HOSTS)).toBe("api.didomi.io");
  },
);

it.each(["didomi.io", "api.didomi.io.example", "äpi.didomi.io", "api.didomi.io..", "", undefined, 7])(
  "finds no other: %s",
  (name) => {
    expect(findHost(name, HOSTS)).toBeUndefined();
  },
);
