namespace Darsgah.Silo.Storage;

/// <summary>Runs one operation of a group so that its own failure leaves the others alone.</summary>
internal static class OperationRunner
{
    /// <summary>
    /// True if it succeeded; false if it failed alone and has its answer. Throws what ends the whole group.
    /// </summary>
    public static bool Run(StoreOperation operation, Database database, Func<Exception, StoreException> failure)
    {
        if (!operation.Writes || operation.IsOneStatement)
            return RunPlain(operation, database, failure);

        database.Run("SAVEPOINT operation");

        try
        {
            operation.Run(database);
        }
        catch (Exception error) when (EndsOnlyItself(error))
        {
            database.Run("ROLLBACK TO operation");
            database.Run("RELEASE operation");
            operation.Fail(error is SqliteError ? failure(error) : error);
            return false;
        }

        database.Run("RELEASE operation");
        return true;
    }

    private static bool RunPlain(
        StoreOperation operation, Database database, Func<Exception, StoreException> failure)
    {
        try
        {
            operation.Run(database);
            return true;
        }
        catch (Exception error) when (EndsOnlyItself(error))
        {
            operation.Fail(error is SqliteError ? failure(error) : error);
            return false;
        }
    }

    // An error of the disk leaves the connection in doubt. A refusal of ours, or a mistake in one operation, does not.
    private static bool EndsOnlyItself(Exception error) => error switch
    {
        SqliteError sqlite => !sqlite.IsFatal,
        StoreException => true,
        IOException or UnauthorizedAccessException => false,
        _ => true,
    };
}
