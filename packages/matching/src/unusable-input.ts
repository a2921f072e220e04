// The refusal of a whole run: an argument or a file that cannot be used as it is (exit code 2).
// One line for people: where, what is wrong, how to mend it. Bad rows are rejects, never this.

/** Thrown when nothing can be evaluated; its message is one clear line in Chinese. */
export class UnusableInput extends Error {
  /** The file, argument or mapping key that cannot be used. */
  readonly where: string;

  constructor(where: string, wrong: string, mend: string) {
    super(`${where}：${wrong}。${mend}`.replaceAll(/\s*[\r\n]+\s*/g, " "));
    this.name = "UnusableInput";
    this.where = where;
  }

  /** The refusal that another thread made, word for word. */
  static again(where: string, message: string): UnusableInput {
    const refusal = new UnusableInput(where, "", "");
    refusal.message = message;
    return refusal;
  }
}

/** What the operating system said, in words; the code stays for who searches for it. */
export function describeSystemError(error: unknown): string {
  const code = systemErrorCode(error);
  switch (code) {
    case "ENOENT":
      return "不存在（ENOENT）";
    case "EACCES":
    case "EPERM":
      return `没有权限（${code}）`;
    case "EISDIR":
      return "是文件夹，不是文件（EISDIR）";
    case "ENOTDIR":
      return "路径中有一段不是文件夹（ENOTDIR）";
    case "ENOSPC":
    case "EDQUOT":
      return `磁盘空间不足（${code}）`;
    case "EFBIG":
      return "文件超过了允许的大小（EFBIG）";
    case "EROFS":
      return "所在磁盘是只读的（EROFS）";
    case undefined:
      return error instanceof Error ? error.message : String(error);
    default:
      return `系统报错 ${code}`;
  }
}

/** The errno name of a failed system call; undefined for any other error. */
export function systemErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("syscall" in error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
