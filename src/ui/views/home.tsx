import { api, baseUrl, type ProviderDescription } from "../api.ts";
import { toExampleCurl } from "../curl.ts";
import { useLoaded } from "../loading.ts";
import { Code, CopyButton, Section, Shown } from "../parts.tsx";

const INSPECTOR = `${baseUrl}/_standin/`;

/** The page that a browser gets at the root: what answers here, with which credentials, and where to look. */
export function Home({ onDenied }: { readonly onDenied: preact.ComponentChildren }) {
  const loaded = useLoaded(api.providers, [], 0);
  if (loaded.isDenied) return <main class="home">{onDenied}</main>;
  return (
    <main class="home">
      <Shown loaded={loaded}>
        {(providers) => (
          <>
            <header class="hero">
              <h1>standin is running</h1>
              <p>
                It answers like {list(providers.map(({ title }) => title))}, on this machine and with nothing sent
                anywhere.
              </p>
              <p class="line">
                <a class="button main" href={`${INSPECTOR}#/worlds/default/exchanges`}>
                  Open the inspector
                </a>
                <a class="button" href={`${INSPECTOR}#/worlds/default/scenarios`}>
                  Prepare state by a scenario
                </a>
              </p>
              <p class="hint">
                Copy a curl line below, run it, and see it appear in the inspector. In browsers use http://localhost
                rather than an IP address, so that cookies are not withheld. The folder <code>docs</code> of the package
                has the documentation, and <code>npx standin help</code> explains the commands.
              </p>
            </header>
            {providers.map((provider) => (
              <Provider key={provider.name} provider={provider} />
            ))}
          </>
        )}
      </Shown>
    </main>
  );
}

const list = (names: readonly string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

/** A page of the provider's for people, among its credentials. */
const isPage = (value: string): boolean => value.startsWith("/");

function Provider({ provider }: { readonly provider: ProviderDescription }) {
  const url = baseUrl + provider.path;
  const curl = toExampleCurl(url, provider);
  return (
    <Section title={provider.title} tools={<a href={`${INSPECTOR}#/worlds/default/state/${provider.name}`}>State</a>}>
      <dl class="values">
        <div>
          <dt>base URL</dt>
          <dd>
            <code class="break">{url}</code>
            <CopyButton text={url}>
              Copy<span class="unseen"> the base URL of {provider.name}</span>
            </CopyButton>
          </dd>
        </div>
        {provider.credentials.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <code class="break">{isPage(value) ? <a href={url + value}>{url + value}</a> : value}</code>
              <CopyButton text={isPage(value) ? url + value : value}>
                Copy
                <span class="unseen">
                  {" "}
                  {name} of {provider.name}
                </span>
              </CopyButton>
            </dd>
          </div>
        ))}
      </dl>
      <div class="curl">
        <Code label={`A request to ${provider.name} by curl`} text={curl} />
        <CopyButton text={curl}>
          Copy curl<span class="unseen"> line of {provider.name}</span>
        </CopyButton>
      </div>
    </Section>
  );
}
