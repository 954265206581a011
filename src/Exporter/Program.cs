Console.WriteLine("coder-exporter");
