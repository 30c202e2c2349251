resource "aws_route53_zone" "main" {
  name = "example.com"
}

resource "aws_route53_zone" "reverse" {
  name = "113.0.203.in-addr.arpa"
}

# The second brand's web site is at Cloudflare.
resource "cloudflare_zone" "brand" {
  account = { id = var.cloudflare_account }
  name    = "example.net"
}

variable "cloudflare_account" {
  type = string
}
