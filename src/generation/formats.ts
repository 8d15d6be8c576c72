/** The formats that schemas of standin may name. All are checked in linear time, which `url` is not. */
export const FORMATS = ["date", "date-time", "email", "ipv4", "ipv6", "uri", "uri-reference", "uuid"] as const;
