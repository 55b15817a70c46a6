// What the app stack is given of the data stack.

/** The data stack's table, or a restored one in its place. */
export interface TableReference {
  tableName: string;
  tableArn: string;
  tableStreamArn: string;
}

/** The data stack's bucket. */
export interface FilesReference {
  name: string;
  /** Its ARN as the data stack exports it. */
  importedArn: string;
}
