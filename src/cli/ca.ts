import { type Authority, openAuthority } from "#hosts/authority.ts";
import { spkiHashOf } from "#hosts/certificates.ts";
import { registry } from "#mocks/registry.ts";
import { bold, complain, lines, say, show } from "./terminal.ts";

export interface CaOptions {
  readonly caDir?: string;
}

async function open({ caDir }: CaOptions): Promise<Authority> {
  const names = Object.values(registry).flatMap(({ api }) => api.hosts);
  const authority = await openAuthority({ folder: caDir, names: [...names, "localhost"] });
  if (authority.notice !== undefined) complain(show`${authority.notice}`);
  return authority;
}

/** Prints the path of the file that programs have to trust. */
export async function printPath(options: CaOptions): Promise<void> {
  say(show`${(await open(options)).file}`);
}

/** Prints how each kind of program comes to trust the CA, without a change to the system. */
export async function printTrust(options: CaOptions): Promise<void> {
  const { file, certificate } = await open(options);
  const sections = Object.entries(adviceFor(process.platform, file, spkiHashOf(certificate)));
  say(
    lines([
      show`The certificate of standin's CA is ${file}`,
      "It vouches for the providers' real hosts and for loopback names, and for nothing else.",
      "`standin run -- command` sets all of this for one program. By hand, for one program each:",
      ...sections.flatMap(([title, commands]) => [
        "",
        show`${bold(title)}`,
        ...commands.map((each) => show`  ${each}`),
      ]),
      "",
      "A variable or option that names this file replaces the roots of the system in that program: other hosts are not trusted then.",
      "NODE_EXTRA_CA_CERTS adds to them.",
    ]),
  );
}

type Advice = Readonly<Record<string, readonly string[]>>;

/**
 * Commands by kind of program, in the words of the platform's usual shell.
 *
 * @param spkiHash the hash of the CA's key, by which Chromium can be told to accept it
 */
export function adviceFor(platform: string, file: string, spkiHash: string): Advice {
  const isWindows = platform === "win32";
  const quote = (text: string): string => (isWindows ? `"${text}"` : `'${text.replaceAll("'", "'\\''")}'`);
  const path = quote(file);
  const withVariable = (name: string, command: string): string =>
    isWindows ? `set "${name}=${file}" && ${command}` : `${name}=${path} ${command}`;
  const profile = isWindows ? "%TEMP%\\standin-chromium" : "/tmp/standin-chromium";
  const chromium = platform === "linux" ? "chromium" : isWindows ? "chrome" : "open -na 'Google Chrome' --args";
  return {
    curl: [`curl --cacert ${path} https://…`, withVariable("CURL_CA_BUNDLE", "sh script-with-curl.sh")],
    Node: [withVariable("NODE_EXTRA_CA_CERTS", "node app.js")],
    Python: [
      `${withVariable("SSL_CERT_FILE", "python3 app.py")}   (urllib, httpx, aiohttp)`,
      `${withVariable("REQUESTS_CA_BUNDLE", "python3 app.py")}   (requests)`,
    ],
    PHP: [`php -d curl.cainfo=${path} -d openssl.cafile=${path} app.php`],
    Java: [
      `keytool -importcert -noprompt -alias standin -file ${path} -keystore standin.p12 -storetype PKCS12 -storepass standin`,
      "java -Djavax.net.ssl.trustStore=standin.p12 -Djavax.net.ssl.trustStorePassword=standin App",
    ],
    "Chromium, Chrome, Edge": [
      `${chromium} --user-data-dir=${profile} --ignore-certificate-errors-spki-list=${spkiHash}`,
    ],
    Firefox: [
      "firefox -no-remote -CreateProfile standin, then in that profile:",
      platform === "linux"
        ? `certutil -A -d sql:<folder of the profile> -n standin -t C,, -i ${path}   (Debian: libnss3-tools)`
        : `Settings, Privacy & Security, View Certificates, Authorities, Import: ${file}`,
    ],
  };
}
