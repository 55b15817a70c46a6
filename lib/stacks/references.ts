// The resources of the data stack that the app stack receives.

/** The data stack's table, or a restored one in its place. */
export interface TableReference {
  tableName: string;
  tableArn: string;
  tableStreamArn: string;
}

/** The data stack's bucket. */
export interface FilesReference {
  name: string;
  /** The bucket's ARN as the data stack exports it. */
  importedArn: string;
}
