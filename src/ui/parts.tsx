import type { ComponentChildren } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import { toStatusKind } from "./formats.ts";
import type { Action, Loaded } from "./loading.ts";

export function Status({ status }: { readonly status: number }) {
  return <span class={`status ${toStatusKind(status)}`}>{status === 0 ? "none" : status}</span>;
}

interface PageProps {
  readonly title: ComponentChildren;
  /** Beside the title. */
  readonly tools?: ComponentChildren;
  readonly lead?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** One view: its title, and what it shows. */
export function Page({ title, tools, lead, children }: PageProps) {
  return (
    <div class="page">
      <header class="title">
        <h1>{title}</h1>
        <div class="tools">{tools}</div>
      </header>
      {lead === undefined ? null : <p class="lead">{lead}</p>}
      {children}
    </div>
  );
}

export function Section({ title, children, tools }: Omit<PageProps, "lead">) {
  return (
    <section class="card">
      <header class="title">
        <h2>{title}</h2>
        <div class="tools">{tools}</div>
      </header>
      {children}
    </section>
  );
}

/** What is shown while there is nothing to show. */
export const Empty = ({ children }: { readonly children: ComponentChildren }) => <p class="empty">{children}</p>;

/** Shows a loaded value, why there is none, or that it is still on its way. */
export function Shown<Value>({
  loaded,
  children,
}: {
  readonly loaded: Loaded<Value>;
  readonly children: (value: Value) => ComponentChildren;
}) {
  return (
    <>
      <Problem text={loaded.problem} />
      {loaded.value === undefined ? loaded.problem === undefined && <Empty>Loading…</Empty> : children(loaded.value)}
    </>
  );
}

export const Problem = ({ text }: { readonly text: string | undefined }) => (
  <div aria-live="assertive">{text === undefined ? null : <p class="problem">{text}</p>}</div>
);

/** What became of an action, for eyes and ears. */
export const Outcome = ({ action }: { readonly action: Action }) => (
  <div aria-live="polite" class="outcome">
    {action.problem === undefined ? null : <p class="problem">{action.problem}</p>}
    {action.done === undefined ? null : <p class="done">{action.done}</p>}
  </div>
);

export function CopyButton({
  text,
  children = "Copy",
}: {
  readonly text: string;
  readonly children?: ComponentChildren;
}) {
  const [said, setSaid] = useState("");
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid("Copied");
    } catch {
      setSaid("Not allowed");
    }
    setTimeout(() => setSaid(""), 1500);
  };
  return (
    <button type="button" class="quiet" onClick={() => void copy()}>
      <span aria-live="polite">{said === "" ? children : said}</span>
    </button>
  );
}

interface FieldProps {
  readonly label: string;
  readonly hint?: ComponentChildren;
  readonly children: (id: string) => ComponentChildren;
}

/** A labelled input. */
export function Field({ label, hint, children }: FieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children(id)}
      {hint === undefined ? null : <small>{hint}</small>}
    </div>
  );
}

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly hint?: ComponentChildren;
  readonly type?: "text" | "search" | "number" | "password" | "datetime-local";
  readonly placeholder?: string;
  readonly required?: boolean;
}

export const TextField = ({
  label,
  value,
  onValue,
  hint,
  type = "text",
  placeholder = "",
  required = false,
}: TextFieldProps) => (
  <Field label={label} hint={hint}>
    {(id) => (
      <input
        id={id}
        // Preact's types have one form of an input for each type, of which a variable is none.
        type={type as "text"}
        value={value}
        placeholder={placeholder}
        required={required}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    )}
  </Field>
);

interface ChoiceFieldProps extends Omit<TextFieldProps, "type" | "placeholder"> {
  /** Values, or values with their labels. */
  readonly options: readonly (string | readonly [value: string, label: string])[];
}

export const ChoiceField = ({ label, value, onValue, hint, options, required }: ChoiceFieldProps) => (
  <Field label={label} hint={hint}>
    {(id) => (
      <select
        id={id}
        value={value}
        required={required ?? false}
        onChange={(event) => onValue(event.currentTarget.value)}
      >
        {options.map((option) => {
          const [name, text] = typeof option === "string" ? [option, option] : option;
          return (
            <option key={name} value={name}>
              {text}
            </option>
          );
        })}
      </select>
    )}
  </Field>
);

interface FormProps {
  readonly onSubmit: () => void;
  readonly class: string;
  readonly children: ComponentChildren;
}

const DOUBLE_CLICK_MS = 500;

const valuesOf = ({ elements }: HTMLFormElement): string =>
  JSON.stringify([...elements].map((each) => ("value" in each ? each.value : "")));

/** A form whose submission is handled here. */
export function Form({ onSubmit, children, class: look }: FormProps) {
  const latest = useRef({ values: "", atMs: Number.NEGATIVE_INFINITY });
  return (
    <form
      class={look}
      onSubmit={(event) => {
        event.preventDefault();
        const now = { values: valuesOf(event.currentTarget), atMs: event.timeStamp };
        const { values, atMs } = latest.current;
        latest.current = now;
        // The second half of a double click.
        if (values === now.values && now.atMs - atMs < DOUBLE_CLICK_MS) return;
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}

interface TableProps {
  readonly label: string;
  readonly titles: readonly string[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ComponentChildren[] }[];
}

/** A table that scrolls sideways where it is too wide. */
export const Table = ({ label, titles, rows }: TableProps) => (
  <div class="scroll" role="region" aria-label={label} tabIndex={0}>
    <table>
      <thead>
        <tr>
          {titles.map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells }) => (
          <tr key={key}>
            {cells.map((cell, at) => (
              <td key={titles[at]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

export const Code = ({ text, label }: { readonly text: string; readonly label: string }) => (
  <pre class="code" role="region" aria-label={label} tabIndex={0}>
    {text}
  </pre>
);
