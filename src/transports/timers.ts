/**
 * The platform's timers as they are when this module is loaded. Fake timers, which tests put in the place of the global ones, hold
 * up no reply.
 */
export const { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate } = globalThis;
