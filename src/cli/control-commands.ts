import { Argument, type Command, Option } from "commander";
import { nearestName } from "#engine/basics/nearest.ts";
import { type ControlOptions, LOCAL_URL } from "./control-connection.ts";
import { toFraction, toJson, toLatency, toMove, toParameter, toScale, toTime, toWhole } from "./control-values.ts";
import { withDefault } from "./default-command.ts";
import type { ExchangeOptions } from "./exchange.ts";
import type { ExchangesOptions } from "./exchanges.ts";
import type { AddFaultOptions } from "./fault.ts";
import type { CreateOptions } from "./world.ts";

/** Adds the commands that control a running standin. The code of each command is loaded when it is used. */
export function addControlCommands(program: Command): void {
  addStatus(program);
  addReset(program);
  addWorld(program);
  addSnapshot(program);
  addClock(program);
  addFault(program);
  addExchanges(program);
  addExchange(program);
  addScenario(program);
  addOutbox(program);
}

/** Adds the options that all these commands accept, before or after the names of their subcommands. */
const drives = (command: Command): Command =>
  command
    .configureHelp({ showGlobalOptions: true })
    .addOption(new Option("--url <url>", "the URL of the running standin").env("STANDIN_URL").default(LOCAL_URL))
    .addOption(new Option("--token <token>", "the control token of the running standin").env("STANDIN_CONTROL_TOKEN"))
    .option("--world <name>", "the world to work on", "default")
    .option("--json", "print the reply of the API as one line of JSON", false);

const optionsOf = (command: Command): ControlOptions => command.optsWithGlobals<ControlOptions>();

function addStatus(program: Command): void {
  drives(program.command("status").description("show the running standin and the URLs of its providers")).action(
    async (_options, command) => {
      const { status } = await import("./status.ts");
      await status(optionsOf(command));
    },
  );
}

function addReset(program: Command): void {
  drives(program.command("reset").description("reset a world to its seed; its snapshots are kept"))
    .argument("[world]", "the world to reset; default: --world")
    .action(async (name, _options, command) => {
      const { reset } = await import("./reset.ts");
      await reset(name, optionsOf(command));
    });
}

function addWorld(program: Command): void {
  const group = drives(
    withDefault(program.command("world").alias("worlds").description("list, create, fork and remove worlds")),
  );
  group
    .command("list", { isDefault: true })
    .alias("ls")
    .description("list all worlds")
    .action(async (_options, command) => (await import("./world.ts")).listWorlds(optionsOf(command)));
  group
    .command("create")
    .aliases(["add", "new"])
    .description("create a world, or change its settings")
    .argument("<name>")
    .option("--track-reads", "record for each exchange which parts of its request no handler read")
    .option("--no-track-reads", "turn the recording of unread parts off")
    .action(async (name, _options, command: Command) =>
      (await import("./world.ts")).createWorld(name, command.optsWithGlobals<CreateOptions>()),
    );
  group
    .command("fork")
    .alias("copy")
    .description("create a copy of the world of --world")
    .argument("<into>", "name of the copy; an existing world of that name is replaced")
    .action(async (into, _options, command) => (await import("./world.ts")).forkWorld(into, optionsOf(command)));
  group
    .command("remove")
    .aliases(["delete", "rm"])
    .description("remove a world and its snapshots")
    .argument("<name>")
    .action(async (name, _options, command) => (await import("./world.ts")).removeWorld(name, optionsOf(command)));
}

function addSnapshot(program: Command): void {
  const group = drives(
    withDefault(program.command("snapshot").alias("snapshots").description("save and restore the state of a world")),
  );
  group
    .command("list", { isDefault: true })
    .alias("ls")
    .description("list the snapshots of a world")
    .action(async (_options, command) => (await import("./snapshot.ts")).listSnapshots(optionsOf(command)));
  group
    .command("save")
    .aliases(["create", "take"])
    .description("save state, ids and clock under a name")
    .argument("<name>")
    .action(async (name, _options, command) => (await import("./snapshot.ts")).saveSnapshot(name, optionsOf(command)));
  group
    .command("restore")
    .description("restore a snapshot")
    .argument("<name>")
    .action(async (name, _options, command) =>
      (await import("./snapshot.ts")).restoreSnapshot(name, optionsOf(command)),
    );
  group
    .command("remove")
    .aliases(["delete", "rm"])
    .description("remove a snapshot")
    .argument("<name>")
    .action(async (name, _options, command) =>
      (await import("./snapshot.ts")).removeSnapshot(name, optionsOf(command)),
    );
}

function addClock(program: Command): void {
  const group = drives(withDefault(program.command("clock").description("show and change the clock of a world")));
  group
    .command("show", { isDefault: true })
    .alias("get")
    .description("show the time")
    .action(async (_options, command) => (await import("./clock.ts")).showClock(optionsOf(command)));
  group
    .command("set")
    .description("set the time; moving forward runs the work that falls due")
    .addArgument(new Argument("<time>", "e.g. 2024-01-01T12:00:00Z; UTC if it has no offset").argParser(toTime))
    .action(async (time, _options, command) => (await import("./clock.ts")).setClock(time, optionsOf(command)));
  group
    .command("freeze")
    .description("freeze the clock")
    .action(async (_options, command) => (await import("./clock.ts")).freezeClock(optionsOf(command)));
  group
    .command("run")
    .description("resume the clock")
    .addArgument(new Argument("[scale]", "speed relative to real time, e.g. 60").argParser(toScale))
    .action(async (scale, _options, command) => (await import("./clock.ts")).runClock(scale, optionsOf(command)));
  group
    .command("advance")
    .description("move the time forward and run the work that falls due")
    .addArgument(new Argument("<duration>", "15m, 1h30m, 2d, 500ms, PT15M, or milliseconds").argParser(toMove))
    .action(async (by, _options, command) => (await import("./clock.ts")).advanceClock(by, optionsOf(command)));
}

function addFault(program: Command): void {
  const group = drives(
    withDefault(program.command("fault").alias("faults").description("add, list and remove faults")),
  );
  group
    .command("list", { isDefault: true })
    .alias("ls")
    .description("list the faults of a world")
    .action(async (_options, command) => (await import("./fault.ts")).listFaults(optionsOf(command)));
  addFaultAdd(group);
  group
    .command("remove")
    .aliases(["delete", "rm"])
    .description("remove a fault")
    .argument("<id>")
    .action(async (id, _options, command) => (await import("./fault.ts")).removeFault(id, optionsOf(command)));
  group
    .command("clear")
    .description("remove all faults")
    .action(async (_options, command) => (await import("./fault.ts")).clearFaults(optionsOf(command)));
}

function addFaultAdd(group: Command): void {
  group
    .command("add")
    .aliases(["create", "new"])
    .description("add a fault: which exchanges, how often, and which effect")
    .addOption(
      new Option("--at <position>", "the stage at which the fault takes effect").choices([
        "connection",
        "route",
        "handler",
      ]),
    )
    .option("--provider <name>", "match exchanges of this provider")
    .option("--operation <operationId>", "match exchanges of this operation")
    .option("--method <method>", "match requests with this method")
    .option("--path <path>", "match requests of this path of the provider; * matches any text")
    .option("--after <number>", "skip this many matching exchanges first", toWhole)
    .option("--every <number>", "affect only every n-th of the remaining ones", toWhole)
    .option("--first <number>", "affect at most this many", toWhole)
    .option("--probability <fraction>", "affect an exchange with this probability, 0 to 1 (seeded)", toFraction)
    .option("--status <status>", "answer with the provider's error of this status", toWhole)
    .option("--gateway <status>", "answer with this status as a gateway in front of the provider", toWhole)
    .option("--body <json>", "body of that reply; default: the spec's example", toJson)
    .option("--retry-after <seconds>", "Retry-After of a 429; implies --status 429", toWhole)
    .option("--latency <milliseconds>", "delay of the reply: 200, or 100-500", toLatency)
    .addOption(
      new Option("--connection <kind>", "how the connection fails").choices(["reset", "hang", "lose-acknowledgement"]),
    )
    .addOption(
      new Option("--reply <kind>", "how the reply is damaged or delayed").choices(["truncated", "malformed", "slow"]),
    )
    .option("--slow <milliseconds>", "duration of a slow reply; implies --reply slow", toWhole)
    .addOption(
      new Option("--preset <name>", "a predefined fault").choices([
        "flaky",
        "slow",
        "outage",
        "gateway-timeout",
        "maintenance",
        "throttled",
      ]),
    )
    .action(async (_options, command: Command) =>
      (await import("./fault.ts")).addFault(command.optsWithGlobals<AddFaultOptions>()),
    );
}

function addExchanges(program: Command): void {
  drives(program.command("exchanges").aliases(["requests", "journal"]).description("list requests and replies"))
    .option("--follow", "print new exchanges until Ctrl-C", false)
    .addOption(new Option("--har", "print an HTTP archive (HAR 1.2)").default(false).conflicts("follow"))
    .option("--provider <name>", "only exchanges of this provider")
    .option("--operation <operationId>", "only exchanges of this operation")
    .option("--method <method>", "only requests with this method")
    .option("--status <status>", "only replies with this status or class, such as 404 or 4xx")
    .option("--since <number>", "only exchanges after this number", toWhole)
    .option("--limit <number>", "at most this many", toWhole)
    .action(async (_options, command: Command) =>
      (await import("./exchanges.ts")).exchanges(command.optsWithGlobals<ExchangesOptions>()),
    );
}

function addExchange(program: Command): void {
  drives(
    program.command("exchange").description("show one exchange: request, reply, why it was refused, what it changed"),
  )
    .argument(
      "<name>",
      "<world>/<number>, as the header x-standin-exchange of its reply says; a number alone is of --world",
    )
    .addOption(new Option("--har", "print an HTTP archive (HAR 1.2)").default(false))
    .action(async (name, _options, command: Command) =>
      (await import("./exchange.ts")).exchange(name, command.optsWithGlobals<ExchangeOptions>()),
    );
}

function addScenario(program: Command): void {
  const group = drives(
    withDefault(
      program.command("scenario").alias("scenarios").description("list and run the scenarios of the providers"),
      // A running standin may have providers of its own: whatever is near no command is the name of one.
      (word) => nearestName(word, ["list", "ls", "run"]) === undefined,
    ),
  );
  group
    .command("list", { isDefault: true })
    .alias("ls")
    .description("list the scenarios and their parameters")
    .argument("[provider]", "default: all")
    .action(async (provider, _options, command) =>
      (await import("./scenario.ts")).listScenarios(provider, optionsOf(command)),
    );
  group
    .command("run")
    .description("run a scenario and print its result")
    .argument("<provider>")
    .argument("<name>")
    .addArgument(
      new Argument("[key=value...]", "parameters; values are converted to the types that `scenario list` shows")
        .argParser(toParameter)
        .default({}, "none"),
    )
    .action(async (provider, name, parameters, _options, command) =>
      (await import("./scenario.ts")).runScenario(provider, name, parameters, optionsOf(command)),
    );
}

function addOutbox(program: Command): void {
  const group = drives(withDefault(program.command("outbox").description("list and redeliver webhooks")));
  group
    .command("list", { isDefault: true })
    .alias("ls")
    .description("list all events, oldest first")
    .action(async (_options, command) => (await import("./outbox.ts")).listEvents(optionsOf(command)));
  group
    .command("redeliver")
    .alias("retry")
    .description("deliver an event again, now")
    .addArgument(new Argument("<number>").argParser(toWhole))
    .action(async (number, _options, command) =>
      (await import("./outbox.ts")).redeliverEvent(number, optionsOf(command)),
    );
}
