import { join, relative } from "node:path";
import ts from "typescript";

/**
 * A place where a name that is not known in advance is looked up in an object that may inherit from `Object.prototype`; or
 * where such an object gets the type of one that inherits nothing.
 */
export interface UnsafeLookup {
  /** `file:line:column`, the file from the root. */
  readonly place: string;
  readonly code: string;
}

/** The types and the syntax of a project. */
export interface Project {
  readonly root: string;
  readonly program: ts.Program;
}

/**
 * Opens what `tsconfig.json` includes.
 *
 * @param planted texts of further files, by absolute path
 */
export function openProject(root: string, planted: ReadonlyMap<string, string> = new Map()): Project {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (path) => planted.has(path) || fileExists(path);
  host.readFile = (path) => planted.get(path) ?? readFile(path);
  host.getSourceFile = (path, language, ...rest) => {
    const text = planted.get(path);
    return text === undefined ? getSourceFile(path, language, ...rest) : ts.createSourceFile(path, text, language);
  };
  return { root, program: ts.createProgram([...fileNames, ...planted.keys()], options, host) };
}

/** Lists the unsafe lookups of the files for which `isMeant` holds; paths are from the root. */
export function findUnsafeLookups({ root, program }: Project, isMeant: (path: string) => boolean): UnsafeLookup[] {
  const checker = program.getTypeChecker();
  return program.getSourceFiles().flatMap((file) => {
    const path = relative(root, file.fileName).replaceAll("\\", "/");
    if (file.isDeclarationFile || !isMeant(path)) return [];
    const found: UnsafeLookup[] = [];
    const visit = (node: ts.Node): void => {
      if (isUnsafe(node, checker) || isFalseTable(node, checker)) {
        const { line, character } = file.getLineAndCharacterOfPosition(node.getStart(file));
        found.push({ place: `${path}:${line + 1}:${character + 1}`, code: node.getText(file) });
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
    return found;
  });
}

/** What is looked up where. */
interface Lookup {
  readonly table: ts.Expression;
  readonly key: ts.Expression;
}

function isUnsafe(node: ts.Node, checker: ts.TypeChecker): boolean {
  const lookup = toLookup(node);
  if (lookup === undefined) return false;
  const [tableType, keyType] = [lookup.table, lookup.key].map((each) => checker.getTypeAtLocation(each));
  return (
    tableType !== undefined &&
    keyType !== undefined &&
    mayBeAnyName(keyType, checker) &&
    mayInherit(tableType) &&
    !isMadeOf(tableType, keyType) &&
    !isOwnKey(node, lookup)
  );
}

/** Whether a generic object has just the names of a type parameter, as `Record<Name, …>` has for a key of type `Name`. */
const isMadeOf = (table: ts.Type, key: ts.Type): boolean =>
  (key.flags & ts.TypeFlags.TypeParameter) !== 0 &&
  (table.aliasTypeArguments ?? []).some((each) => each === key || isMadeOf(each, key));

function toLookup(node: ts.Node): Lookup | undefined {
  if (ts.isElementAccessExpression(node)) {
    if (ts.isDeleteExpression(node.parent)) return undefined;
    return { table: node.expression, key: node.argumentExpression };
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InKeyword)
    return { table: node.right, key: node.left };
  if (ts.isCallExpression(node) && /^Reflect\.(get|has|set)$/.test(node.expression.getText())) {
    const [table, key] = node.arguments;
    return table && key && { table, key };
  }
  // `const { [name]: value } = table`
  if (ts.isBindingElement(node) && node.propertyName !== undefined && ts.isComputedPropertyName(node.propertyName)) {
    const key = node.propertyName.expression;
    const table = ts.isVariableDeclaration(node.parent.parent) ? node.parent.parent.initializer : undefined;
    return { table: table ?? key, key };
  }
  return undefined;
}

/** Whether a key may be any text: not a number, a symbol, or one of a few literals. */
function mayBeAnyName(type: ts.Type, checker: ts.TypeChecker): boolean {
  if (type.isUnion()) return type.types.some((each) => mayBeAnyName(each, checker));
  if (type.flags & ts.TypeFlags.TypeParameter) {
    const constraint = checker.getBaseConstraintOfType(type);
    return constraint === undefined || mayBeAnyName(constraint, checker);
  }
  return (
    (type.flags & (ts.TypeFlags.String | ts.TypeFlags.TemplateLiteral | ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0
  );
}

/** Whether an object may inherit from `Object.prototype`: any does that is not a `Table`. */
function mayInherit(type: ts.Type): boolean {
  if (type.isUnion()) return type.types.filter((each) => !isNothing(each)).some(mayInherit);
  return !isTable(type);
}

const isTable = (type: ts.Type): boolean => type.getProperties().some(({ name }) => name === "~inheritsNothing");

/** Whether an object has the type of a table by copying one: it inherits from `Object.prototype` nevertheless. */
const isFalseTable = (node: ts.Node, checker: ts.TypeChecker): boolean =>
  ts.isSpreadAssignment(node) &&
  isTable(checker.getTypeAtLocation(node.expression)) &&
  !(ts.isCallExpression(node.parent.parent) && node.parent.parent.expression.getText() === "toTable");

const isNothing = ({ flags }: ts.Type): boolean => (flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)) !== 0;

/** Whether the object is known to hold the key itself, or, where it is written to, the key is known not to be `__proto__`. */
function isOwnKey(node: ts.Node, { table, key }: Lookup): boolean {
  const [tableText, keyText] = [table.getText(), key.getText()];
  if (ts.isIdentifier(key) && isNameOf(key, tableText)) return true;
  const isGuard = isWrittenTo(node)
    ? (each: ts.Node): boolean => isComparedWithPrototype(each, keyText)
    : (each: ts.Node): boolean => isHasOwn(each, tableText, keyText);
  return hasBefore(node, isGuard);
}

const isWrittenTo = (node: ts.Node): boolean =>
  ts.isBinaryExpression(node.parent) &&
  node.parent.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
  node.parent.left === node;

/** Whether something like this stands before a node in one of the functions around it. */
function hasBefore(node: ts.Node, isMeant: (node: ts.Node) => boolean): boolean {
  for (let around: ts.Node = node; !ts.isSourceFile(around); around = around.parent)
    if (ts.isFunctionLike(around) && hasWithin(around, node.getStart(), isMeant)) return true;
  return false;
}

const hasWithin = (within: ts.Node, end: number, isMeant: (node: ts.Node) => boolean): boolean =>
  within.getStart() < end &&
  (isMeant(within) || ts.forEachChild(within, (child) => hasWithin(child, end, isMeant) || undefined) === true);

const isHasOwn = (node: ts.Node, table: string, key: string): boolean =>
  ts.isCallExpression(node) &&
  node.expression.getText() === "Object.hasOwn" &&
  node.arguments[0]?.getText() === table &&
  node.arguments[1]?.getText() === key;

const isComparedWithPrototype = (node: ts.Node, key: string): boolean =>
  ts.isBinaryExpression(node) &&
  [ts.SyntaxKind.EqualsEqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsEqualsToken].includes(
    node.operatorToken.kind,
  ) &&
  node.left.getText() === key &&
  node.right.getText() === '"__proto__"';

/** Whether a variable runs over the names that an object holds itself. */
function isNameOf(key: ts.Identifier, table: string): boolean {
  for (let around: ts.Node = key; !ts.isSourceFile(around); around = around.parent) {
    if (ts.isForInStatement(around) && declares(around.initializer, key)) return around.expression.getText() === table;
    if (ts.isForOfStatement(around) && declares(around.initializer, key))
      return isListOfNames(around.expression, table);
    if (ts.isArrowFunction(around) && around.parameters[0]?.name.getText() === key.getText())
      return (
        ts.isCallExpression(around.parent) &&
        ts.isPropertyAccessExpression(around.parent.expression) &&
        isListOfNames(around.parent.expression.expression, table)
      );
  }
  return false;
}

const declares = (initializer: ts.ForInitializer, key: ts.Identifier): boolean =>
  ts.isVariableDeclarationList(initializer) &&
  initializer.declarations.some(({ name }) => name.getText() === key.getText());

/** Whether an expression is `Object.keys` of an object, or a constant that is. */
function isListOfNames(list: ts.Expression, table: string): boolean {
  if (ts.isCallExpression(list))
    return list.expression.getText() === "Object.keys" && list.arguments[0]?.getText() === table;
  if (!ts.isIdentifier(list)) return false;
  const isSuch = (node: ts.Node): boolean =>
    ts.isVariableDeclaration(node) &&
    node.name.getText() === list.text &&
    node.initializer !== undefined &&
    ts.isCallExpression(node.initializer) &&
    isListOfNames(node.initializer, table);
  return hasBefore(list, isSuch);
}
