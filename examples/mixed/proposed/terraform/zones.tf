# The main domain is at Route 53.
resource "aws_route53_zone" "main" {
  name = "example.com"
}
