// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Facts} from "src/Facts.sol";
import {Confirmations, Fact, hash} from "src/types/Fact.sol";

import {FactsBase} from "./FactsBase.t.sol";

// check
// ├── when the audience is neither zero nor the caller: it reverts
// ├── when the value has expired: it reverts
// ├── when another value of the round was recorded: it reverts
// ├── when the fact was revoked: it reverts
// ├── when the quorum is unknown: it reverts
// ├── when not confirmed by more than k current attestors: it reverts
// │   ├── given any number of signatures up to k
// │   ├── given a bit beyond n
// │   ├── given a signature that is missing, surplus, of another fact, or of nobody
// │   ├── given the twin of a signature
// │   └── given signatures for another chain or contract
// └── else: it returns the EIP-712 digest, again and again
contract FactsCheckTest is FactsBase {
    Fact private _given;

    function testFuzz_acceptsMoreThanK(Fact memory fact, uint32 mask) public {
        fact = _open(fact);
        mask = uint32(bound(mask, 1, ALL));
        vm.assume(_popCount(mask) > K);

        assertEq(facts.check(fact, _confirmations(mask, _digest(fact))), _digest(fact));
    }

    function testFuzz_FACTS_1_reverts_whenBelowQuorum(Fact memory fact, uint32 mask) public {
        fact = _open(fact);
        mask = uint32(bound(mask, 0, ALL));
        uint256 count = _popCount(mask);
        vm.assume(count <= K);
        Confirmations memory given = _confirmations(mask, _digest(fact));

        vm.expectRevert(abi.encodeWithSelector(Facts.BelowQuorum.selector, count, K));
        facts.check(fact, given);
    }

    function testFuzz_anySizeOfQuorum(uint256 count, uint256 k, uint256 signed) public {
        count = bound(count, 2, 32);
        k = bound(k, count / 2 == 0 ? 1 : count / 2, count - 1);
        signed = bound(signed, 1, count);
        Signer[] memory members = _signers("member", count);
        Fact memory fact = _fact();
        fact.quorum = facts.create(_accounts(members), uint8(k), 0);
        uint32 mask = uint32((1 << signed) - 1) << uint32(count - signed);
        Confirmations memory given = _confirm(members, mask, _digest(fact));

        if (signed <= k) vm.expectRevert(abi.encodeWithSelector(Facts.BelowQuorum.selector, signed, k));
        facts.check(fact, given);
    }

    function test_reverts_whenNotConfirmed() public {
        _given = _fact();
        _expectRefusals(_digest(_given), _attempt);
    }

    function testFuzz_reverts_whenBitBeyondMembers(uint32 extra) public {
        extra = uint32(bound(extra, 5, 31));
        Fact memory fact = _fact();
        Confirmations memory given = _confirmations(ALL, _digest(fact));
        given.mask |= uint32(1) << extra;
        given.signatures = bytes.concat(given.signatures, new bytes(64));

        vm.expectRevert(abi.encodeWithSelector(Facts.NoSuchAttestor.selector, extra, 5));
        facts.check(fact, given);
    }

    function testFuzz_reverts_whenSignaturesLength(uint256 length) public {
        length = bound(length, 0, 400);
        vm.assume(length != 192);
        Fact memory fact = _fact();
        bytes memory signatures = bytes.concat(_confirmations(fact).signatures, new bytes(208));
        assembly ("memory-safe") {
            mstore(signatures, length)
        }

        vm.expectRevert(abi.encodeWithSelector(Facts.SignaturesLength.selector, length, 192));
        facts.check(fact, Confirmations(THREE, signatures));
    }

    function testFuzz_reverts_whenAnotherFactWasSigned(Fact memory fact, Fact memory signed) public {
        fact = _open(fact);
        vm.assume(_digest(fact) != _digest(signed));
        Confirmations memory given = _confirmations(signed);

        vm.expectPartialRevert(Facts.SignerDiffers.selector);
        facts.check(fact, given);
    }

    function test_reverts_whenSignatureOfNobody() public {
        Fact memory fact = _fact();
        Confirmations memory given = Confirmations(THREE, new bytes(192));

        vm.expectRevert(abi.encodeWithSelector(Facts.SignerDiffers.selector, 0, address(0), _attestors()[0].account));
        facts.check(fact, given);
    }

    /// @dev The twin has s above half the order, which sets the bit that 64 bytes use for the parity.
    function testFuzz_reverts_whenSignatureTwin(Fact memory fact) public {
        fact = _open(fact);
        Signer[] memory attestors = _attestors();
        (bytes32 r, bytes32 s, uint8 v) = _split(_twin(_sign(attestors[0], _digest(fact))));
        bytes32 vs = bytes32(uint256(s) | uint256(v - 27) << 255);
        Confirmations memory rest = _confirmations(0x14, _digest(fact));

        vm.expectPartialRevert(Facts.SignerDiffers.selector);
        facts.check(fact, Confirmations(THREE, bytes.concat(r, vs, rest.signatures)));
    }

    /// @dev The same quorum has the same id everywhere; what it signed elsewhere says nothing here.
    function testFuzz_reverts_whenSignedForAnotherChain(uint64 chainId) public {
        vm.assume(chainId != block.chainid && chainId != 0);
        Fact memory fact = _fact();
        Confirmations memory given = _confirmations(fact);
        facts.check(fact, given);

        vm.chainId(chainId);
        vm.expectPartialRevert(Facts.SignerDiffers.selector);
        facts.check(fact, given);
    }

    function test_reverts_whenSignedForAnotherContract() public {
        Fact memory fact = _fact();
        Confirmations memory given = _confirmations(fact);
        Facts other = Facts(_deploy("Facts"));
        assertEq(other.create(_accounts(_attestors()), K, NOTICE), quorum);

        vm.expectPartialRevert(Facts.SignerDiffers.selector);
        other.check(fact, given);
    }

    function test_reverts_whenQuorumUnknown() public {
        Fact memory fact = _fact();
        fact.quorum = keccak256("unknown");
        Confirmations memory given = _confirmations(fact);

        vm.expectRevert(abi.encodeWithSelector(Facts.QuorumUnknown.selector, fact.quorum));
        facts.check(fact, given);
        vm.expectRevert(abi.encodeWithSelector(Facts.QuorumUnknown.selector, fact.quorum));
        facts.check(fact, Confirmations(0, ""));
    }

    function testFuzz_reverts_whenAudienceDiffers(address audience, address caller) public {
        vm.assume(audience != address(0) && audience != caller);
        Fact memory fact = _fact();
        fact.audience = audience;
        Confirmations memory given = _confirmations(fact);

        vm.expectRevert(abi.encodeWithSelector(Facts.AudienceDiffers.selector, audience, caller));
        vm.prank(caller);
        facts.check(fact, given);

        vm.prank(audience);
        facts.check(fact, given);
    }

    function testFuzz_reverts_whenFactExpired(uint40 validUntil) public {
        validUntil = uint40(bound(validUntil, 1, block.timestamp));
        Fact memory fact = _fact();
        fact.validUntil = validUntil;
        Confirmations memory given = _confirmations(fact);
        vm.warp(validUntil);
        facts.check(fact, given);
        vm.warp(uint256(validUntil) + 1);

        vm.expectRevert(abi.encodeWithSelector(Facts.FactExpired.selector, validUntil));
        facts.check(fact, given);
    }

    function test_reverts_whenRoundTaken() public {
        Fact memory fact = _fact();
        facts.record(fact, _confirmations(fact));
        facts.check(fact, _confirmations(fact));
        fact.value = keccak256("another");
        Confirmations memory given = _confirmations(fact);

        vm.expectRevert(abi.encodeWithSelector(Facts.RoundTaken.selector, fact.subject, fact.round));
        facts.check(fact, given);
    }

    function test_reverts_whenRevoked() public {
        Fact memory fact = _fact();
        facts.revoke(fact, _confirmations(THREE, _revocation(fact)));
        Confirmations memory given = _confirmations(fact);

        vm.expectRevert(abi.encodeWithSelector(Facts.AlreadyRevoked.selector, _digest(fact)));
        facts.check(fact, given);
    }

    function testFuzz_hashesAsTheLibraryAndTheContract(Fact memory fact) public view {
        assertEq(facts.digestOf(fact), _digest(fact));
        assertEq(_typed(hash(fact)), _digest(fact));
    }

    /// forge-config: default.isolate = true
    function test_gas() public {
        Consumer consumer = new Consumer();
        Fact memory fact = _fact();
        fact.audience = address(consumer);
        Confirmations memory given = _confirmations(fact);

        uint256 used = consumer.measure(facts, fact, given);
        vm.snapshotValue("facts", "check inside another call, 3 of 5, cold", used);
        // 2,300 of it is to see that the fact was not revoked and no other value of its round recorded.
        assertLe(used, 24_000);
    }

    function _attempt(Confirmations memory given) internal {
        facts.check(_given, given);
    }

    function _popCount(uint32 mask) private pure returns (uint256 count) {
        for (; mask != 0; mask &= mask - 1) {
            ++count;
        }
    }
}

/// @notice A contract that uses a fact; what it measures is the call alone, with nothing warm but itself.
contract Consumer {
    function measure(Facts facts, Fact calldata fact, Confirmations calldata confirmations)
        external
        view
        returns (uint256 used)
    {
        bytes memory data = abi.encodeCall(Facts.check, (fact, confirmations));
        bool done;
        assembly ("memory-safe") {
            let before := gas()
            done := staticcall(gas(), facts, add(data, 0x20), mload(data), 0, 0)
            used := sub(before, gas())
        }
        require(done, "refused");
    }
}
