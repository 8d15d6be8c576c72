import { useState } from "preact/hooks";
import { type Agreement, api, baseUrl, type ProviderDescription } from "../api.ts";
import { toKilobytes } from "../formats.ts";
import { useLoaded } from "../loading.ts";
import { byDistance, routesOf } from "../nearest.ts";
import { ChoiceField, Empty, Page, Section, Shown, Table, TextField } from "../parts.tsx";
import { linkToServer } from "../places.ts";

const METHODS = [["", "any"], "GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
const MOST_NEAREST = 5;

/** All operations, and which one a path leads to. */
export function Routes({ providers }: { readonly providers: readonly ProviderDescription[] }) {
  const [method, setMethod] = useState("");
  const [path, setPath] = useState("");
  const all = routesOf(providers);
  const found =
    path === ""
      ? all.filter((each) => method === "" || each.method === method).map((route) => ({ route, distance: -1 }))
      : byDistance(all, { method, path }).slice(0, MOST_NEAREST);
  const isExact = path !== "" && found[0]?.distance === 0;
  return (
    <Page
      title="Routes"
      lead="Every operation of every provider. Type a path to see which one it leads to, or which are nearest."
    >
      <div class="filters">
        <ChoiceField label="Method" value={method} onValue={setMethod} options={METHODS} />
        <TextField label="Path" type="search" value={path} onValue={setPath} placeholder={all[0]?.path ?? ""} />
      </div>
      <p class="count" role="status">
        {path === ""
          ? `${found.length} operations`
          : isExact
            ? "This path leads to the first one."
            : "No operation has this path and method. The nearest:"}
      </p>
      <Table
        label="Operations"
        titles={["method", "path", "operation", "provider"]}
        rows={found.map(({ route, distance }) => ({
          key: `${route.provider} ${route.operationId}`,
          cells: [
            <span key="method" class="method">
              {route.method}
            </span>,
            <code key="path" class={distance === 0 ? "match break" : "break"}>
              {route.path}
            </code>,
            route.operationId,
            route.provider,
          ],
        }))}
      />
    </Page>
  );
}

const MARKS = { agreed: "✓", hole: "✗", unneeded: "·" } as const;
const WORDS = { agreed: "agreed", hole: "a hole", unneeded: "not needed" } as const;

/** Which checkers have seen which documented replies, as a heat map. */
export function AgreementView({ rest: [chosen] }: { readonly rest: readonly string[] }) {
  const loaded = useLoaded(api.agreement, [], 0);
  return (
    <Page
      title="Agreement"
      lead="Which independent checkers have seen each documented reply, as of the release of this version. ✓ it agreed, ✗ a hole, · it need not be seen."
    >
      <Shown loaded={loaded}>
        {({ checkers, providers }) => {
          const provider = providers.find(({ name }) => name === chosen) ?? providers[0];
          return provider === undefined ? (
            <Empty>There is no report on these providers.</Empty>
          ) : (
            <>
              <nav aria-label="Providers" class="tabs">
                {providers.map(({ name }) => (
                  <a
                    key={name}
                    href={linkToServer("agreement", name)}
                    aria-current={name === provider.name ? "page" : undefined}
                  >
                    {name}
                  </a>
                ))}
              </nav>
              <HeatMap checkers={checkers} provider={provider} />
            </>
          );
        }}
      </Shown>
    </Page>
  );
}

function HeatMap({
  checkers,
  provider,
}: {
  readonly checkers: readonly string[];
  readonly provider: Agreement["providers"][number];
}) {
  return (
    <div class="scroll" role="region" aria-label={`Agreement of ${provider.name}`} tabIndex={0}>
      <table class="heat">
        <thead>
          <tr>
            {["operation", "status", ...checkers, "source"].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {provider.rows.map(({ operation, status, seen, provenance }) => (
            <tr key={`${operation} ${status}`}>
              <th scope="row">{operation}</th>
              <td>{status}</td>
              {seen.map((each, at) => (
                <td key={checkers[at]} class={`heat-${each}`} title={`${checkers[at]}: ${WORDS[each]}`}>
                  <span aria-hidden="true">{MARKS[each]}</span>
                  <span class="unseen">{WORDS[each]}</span>
                </td>
              ))}
              <td class="source">{provenance}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Whether standin is well, and what it may keep. */
export function Health() {
  const loaded = useLoaded(
    async () => ({ health: await api.health(), limits: await api.limits(), worlds: await api.worlds() }),
    [],
  );
  return (
    <Page title="Health and limits">
      <Shown loaded={loaded}>
        {({ health, limits: { limits, used }, worlds }) => (
          <>
            <Section title={`standin ${health.version}`}>
              <p>It answers at {baseUrl}.</p>
              <Bar
                label={`${used.worlds} of ${limits["worlds"] ?? "?"} worlds`}
                used={used.worlds}
                most={limits["worlds"] ?? 1}
              />
              <Bar
                label={`${toKilobytes(used.journalsBytes)} of ${toKilobytes(limits["journalsBytes"] ?? 0)} of journals`}
                used={used.journalsBytes}
                most={limits["journalsBytes"] ?? 1}
              />
              {worlds.slice(-5).map(({ name, exchanges }) => (
                <Bar
                  key={name}
                  label={`${name}: ${exchanges} of ${limits["exchanges"] ?? "?"} exchanges`}
                  used={exchanges}
                  most={limits["exchanges"] ?? 1}
                />
              ))}
            </Section>
            <Section title="Limits">
              <Table
                label="Limits"
                titles={["name", "limit"]}
                rows={Object.entries(limits).map(([name, value]) => ({
                  key: name,
                  cells: [name, /bytes$/i.test(name) ? toKilobytes(value) : value],
                }))}
              />
            </Section>
          </>
        )}
      </Shown>
    </Page>
  );
}

const Bar = ({ label, used, most }: { readonly label: string; readonly used: number; readonly most: number }) => (
  <div class="bar">
    <span>{label}</span>
    <meter aria-label={label} min={0} max={most} high={most * 0.9} value={used} />
  </div>
);
