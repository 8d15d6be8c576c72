import { render } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { api, apiOf, baseUrl, keepToken } from "./api.ts";
import { toMessage } from "./formats.ts";
import { type LiveJournal, useJournal } from "./journal.ts";
import { useAction, useLoaded } from "./loading.ts";
import { Form, Outcome, Page, Problem, TextField } from "./parts.tsx";
import { goTo, linkTo, linkToServer, type Place, usePlace, WORLD_VIEWS } from "./places.ts";
import { ClockView } from "./views/clock.tsx";
import { ExchangeView } from "./views/exchange.tsx";
import { Exchanges } from "./views/exchanges.tsx";
import { Faults } from "./views/faults.tsx";
import { Home } from "./views/home.tsx";
import { Scenarios } from "./views/scenarios.tsx";
import { AgreementView, Health, Routes } from "./views/server.tsx";
import { StateView } from "./views/state.tsx";
import { Messages, Webhooks } from "./views/webhooks.tsx";
import { Worlds } from "./views/worlds.tsx";

const LABELS: Readonly<Record<Place["view"], string>> = {
  exchanges: "Exchanges",
  state: "State",
  clock: "Clock",
  faults: "Faults",
  webhooks: "Webhooks",
  messages: "Messages",
  scenarios: "Scenarios",
  worlds: "Worlds",
  routes: "Routes",
  agreement: "Agreement",
  health: "Health",
};

/** The page at `/`; any other address is the inspector. */
const isHome = new URL(location.pathname, location.href).href !== `${baseUrl}/_standin/`;

function App() {
  const [generation, setGeneration] = useState(0);
  const token = <TokenForm onToken={() => setGeneration(generation + 1)} />;
  return isHome ? <Home key={generation} onDenied={token} /> : <Inspector key={generation} token={token} />;
}

function Inspector({ token }: { readonly token: preact.ComponentChildren }) {
  const place = usePlace();
  const journal = useJournal(place.world);
  const main = useRef<HTMLElement>(null);
  const name = `${place.view} ${place.rest[0] ?? ""}`;
  const isFirst = useRef(true);
  useEffect(() => {
    document.title = `${LABELS[place.view]} · ${place.world} · standin`;
    // A new view begins at its top, for the keyboard and for screen readers as well.
    if (!isFirst.current) main.current?.focus();
    isFirst.current = false;
  }, [name, place.world]);
  return (
    <>
      <button type="button" class="skip" onClick={() => main.current?.focus()}>
        To the content
      </button>
      <Sidebar place={place} />
      <main id="main" ref={main} tabIndex={-1} class={`in-${place.view}`}>
        {journal.connection === "denied" ? (
          token
        ) : isGone(place, journal) ? (
          <Gone world={place.world} />
        ) : (
          <View place={place} journal={journal} />
        )}
      </main>
    </>
  );
}

/** Whether a view would create the world that it is to show. */
const isGone = ({ view, rest }: Place, { connection }: LiveJournal): boolean =>
  connection === "absent" && WORLD_VIEWS.some((each) => each === view) && (view !== "exchanges" || rest.length > 0);

function Gone({ world }: { readonly world: string }) {
  const action = useAction();
  return (
    <Page title={`There is no world ${world}`}>
      <p>It has been dropped, or no request has been accepted in it yet.</p>
      <button type="button" class="main" onClick={() => action.run(() => apiOf(world).create(false))}>
        Create it
      </button>
      <Outcome action={action} />
    </Page>
  );
}

function View({ place: { view, world, rest }, journal }: { readonly place: Place; readonly journal: LiveJournal }) {
  const { value: providers = [] } = useLoaded(api.providers, [journal.connection === "lost"], 0);
  const names = providers.map(({ name }) => name);
  const [first] = rest;
  switch (view) {
    case "exchanges":
      return first !== undefined && /^[1-9]\d{0,14}$/.test(first) ? (
        <ExchangeView world={world} number={Number(first)} />
      ) : (
        <Exchanges key={world} world={world} journal={journal} providers={names} />
      );
    case "worlds":
      return <Worlds />;
    case "state":
      return providers.length === 0 ? null : <StateView world={world} providers={names} rest={rest} />;
    case "clock":
      return <ClockView world={world} journal={journal} />;
    case "faults":
      return <Faults world={world} providers={providers} />;
    case "webhooks":
      return <Webhooks world={world} />;
    case "messages":
      return <Messages world={world} />;
    case "scenarios":
      return <Scenarios world={world} providers={providers} rest={rest} />;
    case "routes":
      return <Routes providers={providers} />;
    case "agreement":
      return <AgreementView rest={rest} />;
    default:
      return <Health />;
  }
}

function Sidebar({ place }: { readonly place: Place }) {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => setOpen(false), [place]);
  return (
    <header class="side">
      <div class="brand">
        <a href={`${baseUrl}/`}>standin</a>
        <button
          type="button"
          class="menu"
          aria-expanded={isOpen}
          aria-controls="views"
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? "Close" : "Menu"}
        </button>
      </div>
      <div id="views" class={isOpen ? "open" : ""}>
        <WorldChoice place={place} />
        <nav aria-label="Views">
          <ul>
            {WORLD_VIEWS.map((view) => (
              <li key={view}>
                <a href={linkTo(place.world, view)} aria-current={view === place.view ? "page" : undefined}>
                  {LABELS[view]}
                </a>
              </li>
            ))}
          </ul>
          <ul>
            {(["worlds", "routes", "agreement", "health"] as const).map((view) => (
              <li key={view}>
                <a href={linkToServer(view)} aria-current={view === place.view ? "page" : undefined}>
                  {LABELS[view]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </header>
  );
}

function WorldChoice({ place }: { readonly place: Place }) {
  const { value: worlds = [] } = useLoaded(api.worlds, []);
  const names = [...new Set([place.world, ...worlds.map(({ name }) => name)])].sort();
  return (
    <div class="field">
      <label for="world">World</label>
      <select
        id="world"
        value={place.world}
        onChange={(event) => {
          const view = WORLD_VIEWS.find((each) => each === place.view) ?? "exchanges";
          goTo(linkTo(event.currentTarget.value, view));
        }}
      >
        {names.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Asks for the control token, which this tab keeps until it is closed. */
function TokenForm({ onToken }: { readonly onToken: () => void }) {
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | undefined>();
  const take = async (): Promise<void> => {
    try {
      keepToken(text);
      await api.health();
      onToken();
    } catch (error) {
      setProblem(toMessage(error));
    }
  };
  return (
    <div class="page">
      <h1>This standin wants its control token</h1>
      <p>
        It is what standin was started with as --control-token. This tab keeps it until it is closed, and sends it to
        this standin alone.
      </p>
      <Form class="line" onSubmit={() => void take()}>
        <TextField label="Control token" type="password" value={text} onValue={setText} required />
        <button type="submit" class="main">
          Continue
        </button>
      </Form>
      <Problem text={problem} />
    </div>
  );
}

const root = document.getElementById("app");
if (root !== null) render(<App />, root);
