/** What the format allows at a place of a file, by its JSON Schema. */
export interface SchemaNode {
  readonly $ref?: string;
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly allOf?: readonly SchemaNode[];
  readonly definitions?: Readonly<Record<string, SchemaNode>>;
}

export interface Allowed {
  /** Definitions that lead here: `equation`, `because`, `unit`. */
  readonly ids: ReadonlySet<string>;
  /** Every form that the value may take, without references. */
  readonly forms: readonly SchemaNode[];
}

/** `model/war.yaml` is a part of the model. */
export function schemaNameOf(file: string): string {
  return file.startsWith('model/') ? 'model' : file.replace(/\.yaml$/, '');
}

/** Nothing is allowed where the path leads nowhere. */
export function allowedAt(root: SchemaNode, path: readonly (string | number)[]): Allowed {
  let nodes: readonly SchemaNode[] = [root];
  for (const step of path) {
    const { forms } = expand(root, nodes);
    nodes = forms.flatMap((form) => below(form, step));
  }
  return expand(root, nodes);
}

function below({ properties, additionalProperties, items }: SchemaNode, step: string | number): readonly SchemaNode[] {
  if (typeof step === 'number') return items ? [items] : [];
  if (properties && Object.hasOwn(properties, step)) return [properties[step]!];
  return typeof additionalProperties === 'object' ? [additionalProperties] : [];
}

function expand(root: SchemaNode, nodes: readonly SchemaNode[]): Allowed {
  const ids = new Set<string>();
  const forms: SchemaNode[] = [];
  const visit = (node: SchemaNode): void => {
    const { $ref } = node;
    if ($ref !== undefined) {
      const id = $ref.split('/').at(-1)!;
      const target = root.definitions?.[id];
      if (target && !ids.has(id)) {
        ids.add(id);
        visit(target);
      }
    }
    for (const part of [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])]) visit(part);
    if (
      node.properties ||
      node.additionalProperties ||
      node.items ||
      node.enum ||
      node.const !== undefined ||
      node.type
    )
      forms.push(node);
  };
  nodes.forEach(visit);
  return { ids, forms };
}
