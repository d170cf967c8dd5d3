// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Facts} from "src/Facts.sol";
import {Confirmations, Fact} from "src/types/Fact.sol";

import {Base} from "../Base.t.sol";

/// @notice A quorum of 5 with k = 2, and digests computed here from the type strings, not by the contract.
abstract contract FactsBase is Base {
    uint8 internal constant K = 2;
    uint32 internal constant NOTICE = 3 days;
    uint32 internal constant THREE = 0x15;
    uint32 internal constant ALL = 0x1f;

    Facts internal facts;
    bytes32 internal quorum;

    function setUp() public virtual override {
        super.setUp();
        vm.warp(1_700_000_000);
        facts = Facts(_deploy("Facts"));
        quorum = facts.create(_accounts(_attestors()), K, NOTICE);
    }

    function _attestors() internal returns (Signer[] memory) {
        return _signers("attestor", 5);
    }

    function _fact() internal view returns (Fact memory) {
        return Fact({
            quorum: quorum,
            audience: address(0),
            topic: keccak256("test.topic"),
            subject: keccak256("subject"),
            round: 0,
            value: keccak256("value"),
            observedAt: 1_699_000_000,
            validUntil: 0
        });
    }

    /// @dev Any fact of the quorum for anyone that has not expired.
    function _open(Fact memory fact) internal view returns (Fact memory) {
        fact.quorum = quorum;
        fact.audience = address(0);
        if (fact.validUntil != 0) fact.validUntil = uint40(bound(fact.validUntil, block.timestamp, type(uint40).max));
        return fact;
    }

    function _confirmations(uint32 mask, bytes32 digest) internal returns (Confirmations memory) {
        return _confirm(_attestors(), mask, digest);
    }

    function _confirmations(Fact memory fact) internal returns (Confirmations memory) {
        return _confirmations(THREE, _digest(fact));
    }

    /* DIGESTS */

    function _digest(Fact memory fact) internal view returns (bytes32) {
        bytes32 typehash = keccak256(
            "Fact(bytes32 quorum,address audience,bytes32 topic,bytes32 subject,uint64 round,bytes32 value,uint40 observedAt,uint40 validUntil)"
        );
        return _typed(keccak256(abi.encode(typehash, fact)));
    }

    function _revocation(Fact memory fact) internal view returns (bytes32) {
        return _typed(keccak256(abi.encode(keccak256("Revocation(bytes32 digest)"), _digest(fact))));
    }

    function _batch(bytes32 of_, bytes32 root, uint64 sequence) internal view returns (bytes32) {
        bytes32 typehash = keccak256("Root(bytes32 quorum,bytes32 root,uint64 sequence)");
        return _typed(keccak256(abi.encode(typehash, of_, root, sequence)));
    }

    function _rotation(bytes32 of_, uint64 round, address[] memory next) internal view returns (bytes32) {
        bytes32 typehash = keccak256("Rotation(bytes32 quorum,uint64 round,address[] next)");
        return _typed(keccak256(abi.encode(typehash, of_, round, keccak256(abi.encodePacked(next)))));
    }

    function _typed(bytes32 structHash) internal view returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Concordat Facts"),
                keccak256("1"),
                block.chainid,
                address(facts)
            )
        );
        return keccak256(abi.encodePacked(hex"1901", domain, structHash));
    }

    /* TREES */

    function _leaf(Fact memory fact) internal pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(fact))));
    }

    function _pair(bytes32 a, bytes32 b) internal pure returns (bytes32) {
        return a < b ? keccak256(abi.encode(a, b)) : keccak256(abi.encode(b, a));
    }

    /* REFUSALS THAT EVERY SIGNED CALL SHARES */

    /// @dev What each function that takes confirmations must refuse; `attempt` makes the call that signs `digest`.
    function _expectRefusals(bytes32 digest, function(Confirmations memory) internal attempt) internal {
        Signer[] memory attestors = _attestors();

        vm.expectRevert(abi.encodeWithSelector(Facts.BelowQuorum.selector, 0, K));
        attempt(Confirmations(0, ""));

        vm.expectRevert(abi.encodeWithSelector(Facts.BelowQuorum.selector, K, K));
        attempt(_confirm(attestors, 0x11, digest));

        vm.expectRevert(abi.encodeWithSelector(Facts.NoSuchAttestor.selector, 5, 5));
        attempt(_confirm(_signers("attestor", 6), 0x26, digest));

        Confirmations memory given = _confirm(attestors, THREE, digest);
        given.signatures = bytes.concat(given.signatures, hex"00");
        vm.expectRevert(abi.encodeWithSelector(Facts.SignaturesLength.selector, 193, 192));
        attempt(given);

        // The same attestor three times under three bits.
        bytes memory one = _signCompact(attestors[0], digest);
        given = Confirmations(7, bytes.concat(one, one, one));
        vm.expectRevert(
            abi.encodeWithSelector(Facts.SignerDiffers.selector, 1, attestors[0].account, attestors[1].account)
        );
        attempt(given);
    }
}
