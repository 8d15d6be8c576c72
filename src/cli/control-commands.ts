import { Argument, type Command, Option } from "commander";
import { type ControlOptions, LOCAL_URL } from "./control-connection.ts";
import { toDuration, toFraction, toJson, toLatency, toParameter, toScale, toTime, toWhole } from "./control-values.ts";
import type { ExchangesOptions } from "./exchanges.ts";
import type { AddFaultOptions } from "./fault.ts";
import type { CreateOptions } from "./world.ts";

/** Adds the commands that drive a running standin. The code of each is loaded when it is used. */
export function addControlCommands(program: Command): void {
  addStatus(program);
  addReset(program);
  addWorld(program);
  addSnapshot(program);
  addClock(program);
  addFault(program);
  addExchanges(program);
  addScenario(program);
  addOutbox(program);
}

/** What all these commands take, before or after the names of their subcommands. */
const drives = (command: Command): Command =>
  command
    .configureHelp({ showGlobalOptions: true })
    .addOption(new Option("--url <url>", "where standin answers").env("STANDIN_URL").default(LOCAL_URL))
    .addOption(new Option("--token <token>", "the token it was started with").env("STANDIN_CONTROL_TOKEN"))
    .option("--world <name>", "in which world", "default")
    .option("--json", "print one line of JSON, as the API says it", false);

const optionsOf = (command: Command): ControlOptions => command.optsWithGlobals<ControlOptions>();

function addStatus(program: Command): void {
  drives(program.command("status").description("what runs, and where its providers answer")).action(
    async (_options, command) => {
      const { status } = await import("./status.ts");
      await status(optionsOf(command));
    },
  );
}

function addReset(program: Command): void {
  drives(program.command("reset").description("take a world back to its seed; its snapshots stay"))
    .argument("[world]", "default: the one of --world")
    .action(async (name, _options, command) => {
      const { reset } = await import("./reset.ts");
      await reset(name, optionsOf(command));
    });
}

function addWorld(program: Command): void {
  const group = drives(program.command("world").description("list, make, copy and remove worlds"));
  group
    .command("list", { isDefault: true })
    .description("the worlds there are")
    .action(async (_options, command) => (await import("./world.ts")).listWorlds(optionsOf(command)));
  group
    .command("create")
    .description("make a world, or change its settings")
    .argument("<name>")
    .option("--tracing", "note for each exchange which parts of its request no handler read")
    .option("--no-tracing", "do not")
    .action(async (name, _options, command: Command) =>
      (await import("./world.ts")).createWorld(name, command.optsWithGlobals<CreateOptions>()),
    );
  group
    .command("fork")
    .description("make a second world equal to that of --world")
    .argument("<into>", "its name; a world of that name is replaced")
    .action(async (into, _options, command) => (await import("./world.ts")).forkWorld(into, optionsOf(command)));
  group
    .command("remove")
    .description("remove a world with its snapshots")
    .argument("<name>")
    .action(async (name, _options, command) => (await import("./world.ts")).removeWorld(name, optionsOf(command)));
}

function addSnapshot(program: Command): void {
  const group = drives(program.command("snapshot").description("keep a world as it is, and go back to it"));
  group
    .command("list", { isDefault: true })
    .description("the snapshots of a world")
    .action(async (_options, command) => (await import("./snapshot.ts")).listSnapshots(optionsOf(command)));
  group
    .command("save")
    .description("keep state, ids and clock under a name")
    .argument("<name>")
    .action(async (name, _options, command) => (await import("./snapshot.ts")).saveSnapshot(name, optionsOf(command)));
  group
    .command("restore")
    .description("go back to a snapshot")
    .argument("<name>")
    .action(async (name, _options, command) =>
      (await import("./snapshot.ts")).restoreSnapshot(name, optionsOf(command)),
    );
  group
    .command("remove")
    .description("forget a snapshot")
    .argument("<name>")
    .action(async (name, _options, command) =>
      (await import("./snapshot.ts")).removeSnapshot(name, optionsOf(command)),
    );
}

function addClock(program: Command): void {
  const group = drives(program.command("clock").description("show and change the time of a world"));
  group
    .command("show", { isDefault: true })
    .description("what time it is")
    .action(async (_options, command) => (await import("./clock.ts")).showClock(optionsOf(command)));
  group
    .command("set")
    .description("set it; forward, what is due on the way runs")
    .addArgument(new Argument("<time>", "e.g. 2024-01-01T12:00:00Z; without a zone it is UTC").argParser(toTime))
    .action(async (time, _options, command) => (await import("./clock.ts")).setClock(time, optionsOf(command)));
  group
    .command("freeze")
    .description("stop it")
    .action(async (_options, command) => (await import("./clock.ts")).freezeClock(optionsOf(command)));
  group
    .command("run")
    .description("let it run")
    .addArgument(new Argument("[scale]", "how many times as fast as real time").argParser(toScale))
    .action(async (scale, _options, command) => (await import("./clock.ts")).runClock(scale, optionsOf(command)));
  group
    .command("advance")
    .description("move it forward; what is due on the way runs")
    .addArgument(new Argument("<duration>", "15m, 1h30m, 2d, 500ms, PT15M, or milliseconds").argParser(toDuration))
    .action(async (by, _options, command) => (await import("./clock.ts")).advanceClock(by, optionsOf(command)));
}

function addFault(program: Command): void {
  const group = drives(program.command("fault").description("disturb exchanges on purpose"));
  group
    .command("list", { isDefault: true })
    .description("the faults of a world")
    .action(async (_options, command) => (await import("./fault.ts")).listFaults(optionsOf(command)));
  addFaultAdd(group);
  group
    .command("remove")
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
    .description("which exchanges, whose turn it is among them, and what happens")
    .addOption(new Option("--at <position>", "where it strikes").choices(["connection", "route", "handler"]))
    .option("--provider <name>", "exchanges of this provider")
    .option("--operation <operationId>", "exchanges of this operation")
    .option("--method <method>", "requests of this method")
    .option("--path <path>", "requests of the provider's own path; * stands for anything")
    .option("--after <number>", "let this many pass first", toWhole)
    .option("--every <number>", "every so many of those that follow", toWhole)
    .option("--first <number>", "no more than this many", toWhole)
    .option("--probability <fraction>", "0 to 1, drawn from a seeded generator", toFraction)
    .option("--status <status>", "the provider's own error of this status", toWhole)
    .option("--gateway <status>", "a reply of this status by something in front of the provider", toWhole)
    .option("--body <json>", "its body, instead of the spec's example", toJson)
    .option("--retry-after <seconds>", "what a status of 429 says; alone it means 429", toWhole)
    .option("--latency <milliseconds>", "the reply leaves later: 200, or 100-500", toLatency)
    .addOption(
      new Option("--connection <kind>", "what happens to the connection").choices([
        "reset",
        "hang",
        "lose-acknowledgement",
      ]),
    )
    .addOption(new Option("--reply <kind>", "what happens to the reply").choices(["truncated", "malformed", "slow"]))
    .option("--slow <milliseconds>", "how long a slow reply takes; alone it means --reply slow", toWhole)
    .addOption(
      new Option("--preset <name>", "a whole fault by its name").choices([
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
  drives(program.command("exchanges").description("what was asked and answered"))
    .option("--follow", "print them as they happen, until Ctrl-C", false)
    .addOption(new Option("--har", "print an HTTP archive (HAR 1.2)").default(false).conflicts("follow"))
    .option("--provider <name>", "of this provider")
    .option("--operation <operationId>", "of this operation")
    .option("--method <method>", "requests of this method")
    .option("--status <status>", "replies of this status, or of a class of them, such as 4xx")
    .option("--since <number>", "after the exchange of this number", toWhole)
    .option("--limit <number>", "no more than this many", toWhole)
    .action(async (_options, command: Command) =>
      (await import("./exchanges.ts")).exchanges(command.optsWithGlobals<ExchangesOptions>()),
    );
}

function addScenario(program: Command): void {
  const group = drives(program.command("scenario").description("prepare a world by a provider's scenarios"));
  group
    .command("list", { isDefault: true })
    .description("what there is, with its parameters")
    .argument("[provider]", "default: all")
    .action(async (provider, _options, command) =>
      (await import("./scenario.ts")).listScenarios(provider, optionsOf(command)),
    );
  group
    .command("run")
    .description("run one, and print what it tells of what it made")
    .argument("<provider>")
    .argument("<name>")
    .addArgument(
      new Argument("[key=value...]", "parameters: JSON, or else text").argParser(toParameter).default({}, "none"),
    )
    .action(async (provider, name, parameters, _options, command) =>
      (await import("./scenario.ts")).runScenario(provider, name, parameters, optionsOf(command)),
    );
}

function addOutbox(program: Command): void {
  const group = drives(program.command("outbox").description("webhooks owed and delivered"));
  group
    .command("list", { isDefault: true })
    .description("all of them, in the order in which they happened")
    .action(async (_options, command) => (await import("./outbox.ts")).listEvents(optionsOf(command)));
  group
    .command("redeliver")
    .description("deliver one once more, now")
    .addArgument(new Argument("<number>").argParser(toWhole))
    .action(async (number, _options, command) =>
      (await import("./outbox.ts")).redeliverEvent(number, optionsOf(command)),
    );
}
