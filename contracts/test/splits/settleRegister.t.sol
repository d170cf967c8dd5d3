// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {MerkleTreeLib} from "solady/utils/MerkleTreeLib.sol";

import {Records} from "src/Records.sol";
import {Registers} from "src/libraries/Registers.sol";
import {Receiver, RegisterState} from "src/types/Books.sol";
import {Register, Share} from "src/types/Clauses.sol";
import {Agreement} from "src/types/Terms.sol";

import {SplitsBase} from "./SplitsBase.t.sol";

/// Branch tree:
/// settleRegister
/// ├── when it is frozen: it reverts Frozen
/// ├── when nothing came in for the register since the last round: it reverts NothingToPay
/// ├── when the receivers are not the next ones: it reverts NotInRegister
/// │   (none at all, another order, another account or share, one left out, another register)
/// ├── leaves are those that TypeScript computes (vectors/hashes.json)
/// └── else: it pays them towards a target that is fixed while the round runs
///     ├── the last one ends the round; what came in meanwhile is the next round's
///     ├── each gets what the whole would give them, and what divisions leave joins the next round
///     └── given one that the Ledger cannot pay: its part stays, the others are paid
contract SplitsSettleRegisterTest is SplitsBase {
    uint256 private constant COUNT = 1000;

    Register private _register;
    bytes32[] private _tree;

    function setUp() public override {
        super.setUp();
        bytes32[] memory leaves = new bytes32[](COUNT);
        uint64 sum;
        for (uint256 i; i < COUNT; ++i) {
            leaves[i] = Registers.leafOf(i, _receiver(i).account, _receiver(i).share, sum);
            sum += _receiver(i).share;
        }
        bytes32[] memory tree = MerkleTreeLib.build(leaves);
        _tree = tree;
        _register = Register(MerkleTreeLib.root(tree), uint32(COUNT), sum);
    }

    function _receiver(uint256 index) private pure returns (Receiver memory) {
        return Receiver(address(uint160(0xabc000 + index)), uint64(index % 9 + 1));
    }

    /// @dev Half to Alice, half to the register.
    function _terms() private view returns (Agreement memory agreement) {
        agreement = _plain();
        agreement.rules.registers = new Register[](1);
        agreement.rules.registers[0] = _register;
        Share[] memory shares = new Share[](2);
        shares[0] = Share(0, 1);
        shares[1] = Share(3, 1);
        agreement.rules.clauses[0] = _residual(shares, 2);
    }

    function _piece(uint256 first, uint256 count)
        private
        view
        returns (Receiver[] memory receivers, bytes32[] memory proof, bool[] memory flags)
    {
        receivers = new Receiver[](count);
        uint256[] memory indices = new uint256[](count);
        for (uint256 i; i < count; ++i) {
            receivers[i] = _receiver(first + i);
            indices[i] = first + i;
        }
        (proof, flags) = MerkleTreeLib.multiProofForLeaves(_tree, indices);
    }

    function _settlePiece(bytes32 root, uint256 first, uint256 count) private returns (uint256) {
        (Receiver[] memory receivers, bytes32[] memory proof, bool[] memory flags) = _piece(first, count);
        return splits.settleRegister(root, asset, _register, receivers, proof, flags);
    }

    function _state(bytes32 root) private view returns (RegisterState memory) {
        return splits.registerOf(_registerKey(root, _register), asset);
    }

    function test_leavesAreThoseOfTypeScript() public view {
        string memory json = vm.readFile("../vectors/hashes.json");
        for (uint256 i; i < 3; ++i) {
            string memory at = string.concat(".registers[", vm.toString(i), "]");
            bytes32 leaf = Registers.leafOf(
                i,
                vm.parseJsonAddress(json, string.concat(at, ".account")),
                uint64(vm.parseJsonUint(json, string.concat(at, ".share"))),
                uint64(vm.parseJsonUint(json, string.concat(at, ".sumBefore")))
            );
            assertEq(leaf, vm.parseJsonBytes32(json, string.concat(at, ".leaf")));
        }
    }

    function test_paysAThousandInPieces() public {
        Agreement memory agreement = _terms();
        bytes32 root = _conclude(agreement);
        _pay(root, 2_000_003);
        splits.settle(agreement);
        bytes32 key = _registerKey(root, _register);
        assertEq(_heldBy(_accountOf(key)), 1_000_001);
        assertEq(_heldBy(alice), 1_000_001);

        for (uint256 first; first < COUNT; first += 250) {
            vm.expectEmit(true, true, false, false, address(splits));
            emit Records.RegisterSettled(root, key, 0, 0, 0, 0);
            _settlePiece(root, first, 250);
        }
        uint256 paid;
        for (uint256 i; i < COUNT; ++i) {
            uint256 expected = uint256(1_000_001) * _receiver(i).share / _register.total;
            assertEq(_heldBy(_receiver(i).account), expected);
            paid += expected;
        }
        assertEq(_heldBy(_accountOf(key)), 1_000_001 - paid, "what the division left");
        RegisterState memory state = _state(root);
        assertEq(state.cursor, 0);
        assertEq(state.sum, 0);
        assertEq(state.settled, 1_000_001);
    }

    function test_theTargetIsFixedWhileTheRoundRuns() public {
        Agreement memory agreement = _terms();
        bytes32 root = _conclude(agreement);
        _pay(root, 2_000_000);
        splits.settle(agreement);
        uint256 paid = _settlePiece(root, 0, 400);
        bytes32 key = _registerKey(root, _register);
        assertEq(_state(root).cursor, 400);
        _pay(root, 1_000_000);
        splits.settle(agreement);
        paid += _settlePiece(root, 400, 100);
        (Receiver[] memory receivers, bytes32[] memory proof, bool[] memory flags) = _piece(500, 500);
        vm.expectEmit(true, true, true, false, address(splits));
        emit Records.RegisterSettled(root, key, asset, 0, 1_000_000, 0);
        paid += splits.settleRegister(root, asset, _register, receivers, proof, flags);
        assertEq(_heldBy(_accountOf(key)), 1_500_000 - paid);

        for (uint256 first; first < COUNT; first += 500) {
            _settlePiece(root, first, 500);
        }
        for (uint256 i; i < COUNT; i += 37) {
            assertEq(_heldBy(_receiver(i).account), uint256(1_500_000) * _receiver(i).share / _register.total);
        }
    }

    function testFuzz_eventCarriesTheState(uint256 count) public {
        count = bound(count, 1, 30);
        Agreement memory agreement = _terms();
        bytes32 root = _conclude(agreement);
        _pay(root, 2_000_000);
        splits.settle(agreement);
        uint256 paid;
        for (uint256 i; i < count; ++i) {
            paid += uint256(1_000_000) * _receiver(i).share / _register.total;
        }
        (Receiver[] memory receivers, bytes32[] memory proof, bool[] memory flags) = _piece(0, count);
        vm.expectEmit(address(splits));
        emit Records.RegisterSettled(root, _registerKey(root, _register), asset, uint32(count), 1_000_000, paid);
        splits.settleRegister(root, asset, _register, receivers, proof, flags);
    }

    function test_passesOverWhoCannotBePaid() public {
        Receiver[] memory receivers = new Receiver[](4);
        receivers[0] = Receiver(alice.account, 1);
        receivers[1] = Receiver(address(0), 1);
        receivers[2] = Receiver(address(ledger), 1);
        receivers[3] = Receiver(bob.account, 1);
        bytes32[] memory leaves = new bytes32[](4);
        for (uint256 i; i < 4; ++i) {
            leaves[i] = Registers.leafOf(i, receivers[i].account, 1, uint64(i));
        }
        bytes32[] memory tree = MerkleTreeLib.build(leaves);
        _register = Register(MerkleTreeLib.root(tree), 4, 4);
        Agreement memory agreement = _terms();
        bytes32 root = _conclude(agreement);
        _pay(root, 800);
        splits.settle(agreement);
        uint256[] memory indices = new uint256[](4);
        (indices[1], indices[2], indices[3]) = (1, 2, 3);
        (bytes32[] memory proof, bool[] memory flags) = MerkleTreeLib.multiProofForLeaves(tree, indices);
        assertEq(splits.settleRegister(root, asset, _register, receivers, proof, flags), 200);
        assertEq(_heldBy(bob), 100);
        assertEq(_heldBy(_accountOf(_registerKey(root, _register))), 200);
    }

    function test_reverts_whenFrozen() public {
        Agreement memory agreement = _terms();
        bytes32 root = _conclude(agreement);
        _pay(root, 2000);
        splits.settle(agreement);
        _freeze(agreement);
        (Receiver[] memory receivers, bytes32[] memory proof, bool[] memory flags) = _piece(0, 1);
        vm.expectRevert(abi.encodeWithSelector(Records.Frozen.selector, NOW + 10 days));
        splits.settleRegister(root, asset, _register, receivers, proof, flags);
    }

    function test_reverts_whenNothingCameIn() public {
        bytes32 root = _conclude(_terms());
        (Receiver[] memory receivers, bytes32[] memory proof, bool[] memory flags) = _piece(0, 1);
        vm.expectRevert(abi.encodeWithSelector(Records.NothingToPay.selector, asset));
        splits.settleRegister(root, asset, _register, receivers, proof, flags);
    }

    function testFuzz_reverts_whenNotTheNextOnes(uint256 which) public {
        Agreement memory agreement = _terms();
        bytes32 root = _conclude(agreement);
        _pay(root, 2_000_000);
        splits.settle(agreement);
        _settlePiece(root, 0, 10);
        which = bound(which, 0, 5);
        (Receiver[] memory receivers, bytes32[] memory proof, bool[] memory flags) =
            _piece(which == 0 ? 11 : which == 1 ? 0 : 10, 10);
        if (which == 2) receivers[3].account = address(this);
        if (which == 3) receivers[3].share += 1;
        if (which == 4) (receivers[3], receivers[4]) = (receivers[4], receivers[3]);
        if (which == 5) receivers = new Receiver[](0);
        vm.expectRevert(
            abi.encodeWithSelector(Records.NotInRegister.selector, _registerKey(root, _register), uint32(10))
        );
        splits.settleRegister(root, asset, _register, receivers, proof, flags);
    }

    function test_reverts_whenAnotherRegister() public {
        Agreement memory agreement = _terms();
        bytes32 root = _conclude(agreement);
        _pay(root, 2_000_000);
        splits.settle(agreement);
        (Receiver[] memory receivers, bytes32[] memory proof, bool[] memory flags) = _piece(0, 1);
        Register memory other = _register;
        other.total = 1;
        vm.expectRevert(abi.encodeWithSelector(Records.NothingToPay.selector, asset));
        splits.settleRegister(root, asset, other, receivers, proof, flags);
    }
}
