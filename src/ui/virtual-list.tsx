import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

interface VirtualListProps<Item> {
  readonly items: readonly Item[];
  readonly label: string;
  readonly keyOf: (item: Item) => string | number;
  readonly children: (item: Item) => ComponentChildren;
}

/** Rows above and below those that are seen. */
const SPARE_ROWS = 8;
/** As the style sheet has it; narrow pages have taller rows. */
const rowHeight = (): number => (matchMedia("(max-width: 640px)").matches ? 110 : 58);

/** A list that only holds the rows that are seen, so that its length does not matter. Arrow keys go from row to row. */
export function VirtualList<Item>({ items, label, keyOf, children }: VirtualListProps<Item>) {
  const box = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState({ top: 0, height: 800, row: rowHeight() });
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const measure = (): void => setSeen({ top: element.scrollTop, height: element.clientHeight, row: rowHeight() });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener("scroll", measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", measure);
    };
  }, []);
  useEffect(() => {
    // A shorter list may leave the box scrolled beyond its end.
    if (box.current !== null && box.current.scrollTop > items.length * seen.row) box.current.scrollTop = 0;
  }, [items.length, seen.row]);
  const first = Math.max(0, Math.floor(seen.top / seen.row) - SPARE_ROWS);
  const last = Math.min(items.length, Math.ceil((seen.top + seen.height) / seen.row) + SPARE_ROWS);
  return (
    <div
      class="list"
      ref={box}
      role="region"
      aria-label={label}
      tabIndex={0}
      onKeyDown={(event) => moveFocus(event, box.current, seen.row)}
    >
      {/* Lists whose items come and go have to say how many there are. */}
      <ul style={{ height: `${items.length * seen.row}px` }}>
        {items.slice(first, last).map((item, at) => (
          <li
            key={keyOf(item)}
            style={{ transform: `translateY(${(first + at) * seen.row}px)` }}
            aria-setsize={items.length}
            aria-posinset={first + at + 1}
          >
            {children(item)}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Goes to the row above or below the focused one. */
function moveFocus(event: KeyboardEvent, box: HTMLElement | null, row: number): void {
  const step =
    event.key === "ArrowDown" || event.key === "j" ? 1 : event.key === "ArrowUp" || event.key === "k" ? -1 : 0;
  if (box === null || step === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
  const current = document.activeElement?.closest("li");
  const next =
    current === null || current === undefined
      ? box.querySelector("li")
      : step > 0
        ? current.nextElementSibling
        : current.previousElementSibling;
  const link = next?.querySelector("a");
  if (!link) return;
  event.preventDefault();
  link.focus({ preventScroll: true });
  const { top, bottom } = link.getBoundingClientRect();
  const edge = box.getBoundingClientRect();
  if (top < edge.top) box.scrollTop -= row;
  else if (bottom > edge.bottom) box.scrollTop += row;
}
