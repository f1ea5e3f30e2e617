namespace Darsgah.Grains.Common;

// The nouns that ids are of. Nobody makes one; a serializer wants to know every type that a message names.

/// <summary>A school: one branded course host among many in an installation, or the platform itself.</summary>
[GenerateSerializer, Immutable, Alias("noun.tenant")]
public sealed record Tenant;

/// <summary>Somebody known to one school. The same human at two schools is two people.</summary>
[GenerateSerializer, Immutable, Alias("noun.person")]
public sealed record Person;

/// <summary>A document people are asked to read: the privacy policy, the terms, ….</summary>
[GenerateSerializer, Immutable, Alias("noun.document")]
public sealed record Document;

/// <summary>Lessons in an order, with a page of their own in the catalogue.</summary>
[GenerateSerializer, Immutable, Alias("noun.course")]
public sealed record Course;

/// <summary>Lessons of a course that stand together under a title.</summary>
[GenerateSerializer, Immutable, Alias("noun.section")]
public sealed record Section;

/// <summary>One step of a course.</summary>
[GenerateSerializer, Immutable, Alias("noun.lesson")]
public sealed record Lesson;

/// <summary>What a program signs in with.</summary>
[GenerateSerializer, Immutable, Alias("noun.api_key")]
public sealed record ApiKey;

/// <summary>Bytes on disk that a school's file consists of. What replaces them has another id.</summary>
[GenerateSerializer, Immutable, Alias("noun.stored_file")]
public sealed record StoredFile;
