using System.Text.RegularExpressions;

namespace Darsgah.Crashes.Faults;

/// <summary>Reads from a trace whether every log that was written was synced before an answer left the process.</summary>
/// <remarks>For a product that writes nothing by itself while somebody is answered.</remarks>
/// <param name="Answers">Answers (2xx and 3xx) that came after a write to a log.</param>
/// <param name="Early">Those that left while a log was not synced.</param>
internal sealed partial record AnswerOrder(int Answers, List<string> Early)
{
    public static AnswerOrder Read(IEnumerable<string> trace)
    {
        var dirty = new HashSet<string>(StringComparer.Ordinal);
        var syncing = new Dictionary<string, string>(StringComparer.Ordinal);
        var early = new List<string>();
        var (answers, written) = (0, false);

        foreach (var line in trace)
        {
            var thread = line.Split(' ', 2)[0];

            if (Log().Match(line) is { Success: true } log)
            {
                var path = log.Groups["path"].Value;

                if (log.Groups["call"].Value is "pwrite64")
                    written = dirty.Add(path) || written;
                else if (line.Contains("unfinished", StringComparison.Ordinal))
                    syncing[thread] = path;
                else if (line.TrimEnd().EndsWith("= 0", StringComparison.Ordinal))
                    dirty.Remove(path);
            }
            else if (line.Contains("sync resumed", StringComparison.Ordinal) && syncing.Remove(thread, out var path))
            {
                dirty.Remove(path);
            }
            else if (written && Confirmation().IsMatch(line))
            {
                answers++;
                written = false;

                if (dirty.FirstOrDefault() is { } open)
                    early.Add($"answer {answers} left before {Path.GetFileName(open)} was synced: {line.TrimEnd()}");
            }
        }

        return new AnswerOrder(answers, early);
    }

    [GeneratedRegex(@"(?<call>pwrite64|fdatasync|fsync)\(\d+<(?<path>[^>]*-wal)>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Log();

    [GeneratedRegex(@"send(msg|to)\(.*HTTP/1\.1 [23]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Confirmation();
}
