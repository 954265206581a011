using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Exporter.WebFile;

/// <summary>A certificate's alternative names: hosts, addresses, e-mail addresses and URIs, of which .NET itself reads the first two only.</summary>
internal static class AlternativeNames
{
    private const int Email = 1, Dns = 2, Uri = 6, Address = 7; // RFC 5280, GeneralName

    public static IEnumerable<string> Of(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(extension => Read(extension.RawData));

    private static List<string> Read(byte[] extension)
    {
        List<string> found = [];
        try
        {
            var names = new AsnReader(extension, AsnEncodingRules.DER).ReadSequence();
            while (names.HasData)
            {
                var tag = names.PeekTag();
                if (tag.TagClass is not TagClass.ContextSpecific) names.ReadEncodedValue();
                else if (tag.TagValue is Email or Dns or Uri) found.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, tag));
                else if (tag.TagValue is Address) found.Add(new IPAddress(names.ReadOctetString(tag)).ToString());
                else names.ReadEncodedValue();
            }
        }
        catch (Exception failure) when (failure is AsnContentException or ArgumentException)
        {
            return []; // whoever shows a broken certificate has no name
        }
        return found;
    }
}
