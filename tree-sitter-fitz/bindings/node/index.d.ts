type BaseNode = {
  type: string;
  named: boolean;
};

type ChildNode = {
  multiple: boolean;
  required: boolean;
  types: BaseNode[];
};

type NodeInfo =
  | (BaseNode & { subtypes: BaseNode[] })
  | (BaseNode & { fields?: { [name: string]: ChildNode }; children?: ChildNode });

declare const binding: {
  /** The name of the grammar. */
  name: "fitz";
  /** What `Parser.setLanguage` takes. */
  language: unknown;
  /** The kinds of nodes with their fields and children. */
  nodeTypeInfo: NodeInfo[];
  readonly HIGHLIGHTS_QUERY: string;
  readonly LOCALS_QUERY: string;
  readonly INJECTIONS_QUERY: string;
  readonly TAGS_QUERY: string;
};

export = binding;
